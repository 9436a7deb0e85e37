"""The pipeline from an agreement to a simulated log: a request in, the log and the verdicts expected of it out."""

import hashlib
from datetime import date
from pathlib import Path

from attrs import frozen

from agreelint.diagnostics import AgreelintError
from agreelint.session import Opened, open_procedure
from agreelint.simulate.faults import BY_NAME, KINDS, Kind
from agreelint.simulate.records import Record, log_of
from agreelint.simulate.simulation import Simulation, Wish, simulate

NO_FAULTS = "none"
_MOST = 10_000


@frozen(eq=False, repr=False, slots=False)
class Request:
    """What is to be simulated; `faults` are names of kinds, all of them if there is none."""

    agreement: str
    procedure: str
    cases: int
    faults: tuple[str, ...]
    rate: float
    seed: str
    start: date


@frozen(eq=False, repr=False, slots=False)
class Outcome:
    """What came of a request: the simulation and its log, if the agreement could be read."""

    opened: Opened
    request: Request
    simulation: Simulation | None = None
    log: str = ""

    @property
    def sha256(self) -> str:
        """The hash of the log."""
        return hashlib.sha256(self.log.encode()).hexdigest()


def run_simulation(request: Request) -> Outcome:
    """Draw a log; raises AgreelintError for names that do not exist, and for what cannot be simulated."""
    kinds = _kinds(request.faults)
    if not 0 <= request.rate <= 1:  # not a number is neither
        raise AgreelintError(f"{request.rate} is no share of the cases: give one from 0 to 1")
    if not request.seed.strip():
        raise AgreelintError("the seed is empty: give any word, such as 1")
    if not 1 <= request.cases <= _MOST:
        raise AgreelintError(f"{request.cases} cases cannot be simulated: ask for 1 to {_MOST}")
    opened, model = open_procedure(request.agreement, request.procedure)
    if model is None:
        return Outcome(opened, request)
    procedure = model.procedures[request.procedure]
    if not request.faults:
        kinds = tuple(kind for kind in kinds if kind.fits(procedure))
    prefix = procedure.id.replace("_", "-")
    wish = Wish(request.cases, kinds, request.rate, request.seed, request.start, prefix)
    found = simulate(model, procedure, wish)
    if wish.faulty and not any(case.fault for case in found.cases):
        tried = ", ".join(kind.name for kind in kinds)
        raise AgreelintError(f"`{procedure.id}` has no place for any of these faults: {tried}")
    records = [Record(case.id, case.drawn.setting, case.drawn.rows, case.drawn.columns) for case in found.cases]
    return Outcome(opened, request, found, log_of(records))


def _kinds(names: tuple[str, ...]) -> tuple[Kind, ...]:
    if names == (NO_FAULTS,):
        return ()
    if NO_FAULTS in names:
        raise AgreelintError(f"`{NO_FAULTS}` stands alone: it asks for lawful cases only")
    for name in names:
        if name not in BY_NAME:
            known = ", ".join((*BY_NAME, NO_FAULTS))
            raise AgreelintError(f"`{name}` is no kind of fault: {known}")
    return tuple(BY_NAME[name] for name in dict.fromkeys(names)) or KINDS


def expected_beside(log: Path) -> Path:
    """Return where the expected verdicts of a log lie."""
    return log.with_name(f"{log.stem}.expected.json")
