"""The pipeline from encodings to proofs: names in, what came of every scenario out."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from attrs import evolve

from agreelint.diagnostics import Diagnostic, Result
from agreelint.prove.proofs import prove
from agreelint.prove.scenarios import Scenario, resolve_scenarios
from agreelint.prove.suites import Suite, Suites
from agreelint.session import UNREAD, Opened, open_all, scenarios_beside, shipped

Progress = Callable[[Scenario], None]


def scenarios_of(opened: Opened) -> Result[tuple[Scenario, ...]]:
    """Resolve the scenarios of a file; none where its agreement could not be read.

    A scenario in which something could not be read is left out: the rest of it would seem to lack what is there.
    """
    if opened.model is None or not opened.scenarios:
        return Result(())
    source = opened.sources[0]
    unread = tuple(d for d in opened.diagnostics if d.code in UNREAD)
    spans = [label.span for d in unread for label in d.labels[:1]]
    whole = [s for s in opened.scenarios if not any(s.span.start <= span.start < s.span.end for span in spans)]
    resolved = resolve_scenarios(whole, source, opened.model)
    found: list[Diagnostic] = opened.consequences.certain(resolved.diagnostics, source)
    if opened.ok:
        found += (problem for scenario in resolved.value for problem in scenario.contradictions())
    return Result(resolved.value, tuple(found))


def with_scenarios(opened: Opened) -> Opened:
    """Add what is wrong with the scenarios of a file to what is wrong with the rest of it."""
    found = (*opened.diagnostics, *scenarios_of(opened).diagnostics)
    return evolve(opened, diagnostics=tuple(sorted(found, key=lambda d: d.labels[0].span.start)))


def run_scenarios(names: Iterable[str], only: str = "", progress: Progress = lambda _: None) -> Suites:
    """Run the scenarios that paths or shipped names stand for, of all shipped agreements if there are none.

    With `only`, those whose title holds this text. Raises AgreelintError for names that do not exist.
    """
    found = {suite.path: suite for name in (tuple(names) or shipped()) for suite in _suites(name, only, progress)}
    return Suites(tuple(suite for suite in found.values() if suite.proofs or suite.diagnostics))


def _suites(name: str, only: str, progress: Progress) -> Iterator[Suite]:
    opened = open_all(name)
    if (path := Path(name)).is_file():
        opened += scenarios_beside(path)
    for one in opened:
        resolved = scenarios_of(one)
        suite = Suite(one.sources, (), (*one.diagnostics, *resolved.diagnostics))
        if one.model is None or suite.errors:
            yield suite
            continue
        proofs = []
        for scenario in resolved.value:
            if only.casefold() in scenario.title.casefold():
                progress(scenario)
                proofs.append(prove(scenario))
        yield evolve(suite, proofs=tuple(proofs))
