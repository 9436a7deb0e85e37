"""The pipeline from figures to amounts: a request with files of inputs in, every step and an exit code out."""

from pathlib import Path

from attrs import frozen

from agreelint.amounts.computed import Computed, Inputs
from agreelint.amounts.working import Work
from agreelint.audit.inputs import read_inputs
from agreelint.diagnostics import Diagnostic, Severity
from agreelint.model.wordings import chosen
from agreelint.session import Opened, open_agreement
from agreelint.source import Source
from agreelint.texts import display


@frozen(eq=False, repr=False, slots=False)
class Request:
    """What is to be worked out: an amount, schedule or limit by its name; None asks what there is."""

    agreement: str
    what: str | None
    inputs: tuple[Path, ...] = ()
    year: int | None = None
    readings: tuple[str, ...] = ()


@frozen(eq=False, repr=False, slots=False)
class Outcome:
    """What came of a request, everything to say, and the exit code."""

    computed: Computed | None
    opened: Opened
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]
    exit_code: int


def compute(request: Request) -> Outcome:
    """Work an amount out; raises AgreelintError for names that do not exist.

    Inputs that cannot be read, or cannot be true, end it: exit code 2.
    """
    opened = open_agreement(request.agreement)
    if opened.model is None or not opened.ok:
        return Outcome(None, opened, opened.diagnostics, opened.sources, 2)
    model = opened.model
    readings = chosen(request.readings, model)
    inputs = read_inputs(model, [(path, display(path)) for path in request.inputs])
    if any(d.severity is Severity.ERROR for d in inputs.diagnostics):
        return Outcome(None, opened, inputs.diagnostics, inputs.sources, 2)
    if request.what is None:
        computed = Computed(model, None, model.agreement.title, "")
    else:
        places = {key: (rows[0].file, rows[0].line) for key, rows in inputs.figures.rows.items()}
        given = Inputs(inputs.figures.given, places, inputs.left_out)
        computed = Work(model, request.what, given, readings).computed(request.year)
    return Outcome(computed, opened, inputs.diagnostics, inputs.sources, 1 if computed.broken else 0)
