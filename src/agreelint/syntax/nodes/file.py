"""Syntax nodes: a whole text."""

from typing import TypeAlias

from attrs import frozen

from agreelint.syntax.nodes.amounts import Figure, Formula, Limit, Schedule
from agreelint.syntax.nodes.base import Node
from agreelint.syntax.nodes.bodies import Body, Group, Office, Outsider
from agreelint.syntax.nodes.definitions import Definition, Term
from agreelint.syntax.nodes.exceptions import ExceptionTo
from agreelint.syntax.nodes.header import Agreement, Jurisdiction
from agreelint.syntax.nodes.packs import Pack, States
from agreelint.syntax.nodes.procedures import Procedure, Step
from agreelint.syntax.nodes.registers import Register
from agreelint.syntax.nodes.remarks import Acknowledge, DamagedSource, Include, OutOfScope
from agreelint.syntax.nodes.scenarios import Scenario
from agreelint.syntax.nodes.standing import Incompatible, Prohibition, Required, Status

Declaration: TypeAlias = (
    Agreement
    | Jurisdiction
    | Group
    | Body
    | Office
    | Outsider
    | Procedure
    | Definition
    | Term
    | Scenario
    | Figure
    | Formula
    | Limit
    | Schedule
    | OutOfScope
    | Acknowledge
    | DamagedSource
    | Register
    | Step
    | ExceptionTo
    | Incompatible
    | Required
    | Prohibition
    | Status
    | Include
    | Pack
    | States
)


@frozen(eq=False, repr=False, slots=False)
class File(Node):
    """Everything in one text, in its order."""

    declarations: tuple[Declaration, ...]
