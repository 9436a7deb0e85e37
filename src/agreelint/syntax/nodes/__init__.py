"""The syntax tree: one frozen class per grammar rule of the same name, span first, equal by meaning."""

from agreelint.syntax.nodes.amounts import *
from agreelint.syntax.nodes.base import *
from agreelint.syntax.nodes.bodies import *
from agreelint.syntax.nodes.citations import *
from agreelint.syntax.nodes.clauses import *
from agreelint.syntax.nodes.conditions import *
from agreelint.syntax.nodes.dates import *
from agreelint.syntax.nodes.definitions import *
from agreelint.syntax.nodes.events import *
from agreelint.syntax.nodes.exceptions import *
from agreelint.syntax.nodes.file import *
from agreelint.syntax.nodes.force import *
from agreelint.syntax.nodes.header import *
from agreelint.syntax.nodes.packs import *
from agreelint.syntax.nodes.people import *
from agreelint.syntax.nodes.procedures import *
from agreelint.syntax.nodes.provisos import *
from agreelint.syntax.nodes.recurrence import *
from agreelint.syntax.nodes.registers import *
from agreelint.syntax.nodes.remarks import *
from agreelint.syntax.nodes.scenarios import *
from agreelint.syntax.nodes.standing import *
from agreelint.syntax.nodes.tenure import *
from agreelint.syntax.nodes.votes import *
