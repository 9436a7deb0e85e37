"""The pipeline from encodings to proofs: names in, what came of every scenario and an exit code out."""

from collections.abc import Iterable

from attrs import evolve, frozen

from agreelint.diagnostics import Result, Severity
from agreelint.prove.proofs import Proof, prove
from agreelint.prove.scenarios import Scenario, resolve_scenarios
from agreelint.session import Opened, find, open_all, scenarios_beside, shipped


@frozen(eq=False, repr=False, slots=False)
class Suite:
    """One file and what came of its scenarios."""

    opened: Opened
    proofs: tuple[Proof, ...]

    @property
    def path(self) -> str:
        """Return the name of the file."""
        return self.opened.sources[0].path


@frozen(eq=False, repr=False, slots=False)
class Proved:
    """What came of all files that were named."""

    suites: tuple[Suite, ...]
    exit_code: int


def scenarios_of(opened: Opened) -> Result[tuple[Scenario, ...]]:
    """Resolve the scenarios of a file; none where its agreement could not be read."""
    if opened.model is None or not opened.scenarios:
        return Result(())
    return resolve_scenarios(opened.scenarios, opened.sources[0], opened.model)


def with_scenarios(opened: Opened) -> Opened:
    """Add what is wrong with the scenarios of a file to what is wrong with the rest of it."""
    found = (*opened.diagnostics, *scenarios_of(opened).diagnostics)
    return evolve(opened, diagnostics=tuple(sorted(found, key=lambda d: d.labels[0].span.start)))


def run_scenarios(names: Iterable[str], only: str = "") -> Proved:
    """Run the scenarios that paths or shipped names stand for, of all shipped agreements if there are none.

    With `only`, those whose title holds this text. Raises AgreelintError for names that do not exist.
    """
    found = {suite.path: suite for name in (tuple(names) or shipped()) for suite in _suites(name, only)}
    suites = tuple(suite for suite in found.values() if suite.proofs or not suite.opened.ok)
    return Proved(suites, _exit_code(suites))


def _suites(name: str, only: str) -> Iterable[Suite]:
    opened = open_all(name)
    if len(opened) == 1:
        opened += scenarios_beside(find(name)[0])
    for one in opened:
        resolved = scenarios_of(one)
        chosen = [scenario for scenario in resolved.value if only.casefold() in scenario.title.casefold()]
        proofs = tuple(prove(one.model, scenario) for scenario in chosen) if one.model else ()
        yield Suite(evolve(one, diagnostics=(*one.diagnostics, *resolved.diagnostics)), proofs)


def _exit_code(suites: tuple[Suite, ...]) -> int:
    if any(d.severity is Severity.ERROR for suite in suites for d in suite.opened.diagnostics):
        return 2
    if not any(suite.proofs for suite in suites):
        return 3
    return 0 if all(proof.met for suite in suites for proof in suite.proofs) else 1
