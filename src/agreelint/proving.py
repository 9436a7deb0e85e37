"""The pipeline from encodings to proofs: names in, what came of every scenario out."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from agreelint.diagnostics import Diagnostic, Result
from agreelint.lawful import under_law
from agreelint.packs import pack_scenarios
from agreelint.prove.scenarios import Scenario, resolve_scenarios, under_the_law
from agreelint.session import UNREAD, Opened, nothing_in, open_all, scenarios_beside, shipped
from agreelint.source import Span

if TYPE_CHECKING:
    from agreelint.prove.suites import Suite, Suites

Progress = Callable[[Scenario], None]


def scenarios_of(opened: Opened) -> Result[tuple[Scenario, ...]]:
    """Resolve the scenarios of a file; none where its agreement could not be read.

    A scenario in which something could not be read is left out: the rest of it would seem to lack what is there.
    """
    if opened.model is None or not opened.scenarios:
        return Result(())
    unread = tuple(d for d in opened.diagnostics if d.code in UNREAD)
    spans = [label.span for d in unread for label in d.labels[:1]]
    whole = [s for s in opened.scenarios if not any(_holds(s.span, span) for span in spans)]
    found: list[Diagnostic] = []
    scenarios: list[Scenario] = []
    lawful = under_law(opened) if any(under_the_law(scenario) for scenario in whole) else opened
    for source in opened.sources:
        own = [scenario for scenario in whole if scenario.span.path == source.path]
        for law, asked in ((False, opened), (True, lawful)):
            of_these = [scenario for scenario in own if under_the_law(scenario) is law]
            if of_these and asked.model is not None and (opened.ok or not law):  # the law joins what is sound alone
                resolved = resolve_scenarios(of_these, source, asked.model)
                scenarios += resolved.value
                found += opened.consequences.certain(resolved.diagnostics, source)
    scenarios.sort(key=lambda scenario: (scenario.source.path, scenario.line))
    if opened.ok:
        found += (problem for scenario in scenarios for problem in scenario.contradictions())
    return Result(tuple(scenarios), tuple(found))


def _holds(outer: Span, inner: Span) -> bool:
    return outer.path == inner.path and outer.start <= inner.start < outer.end


def with_scenarios(opened: Opened) -> Opened:
    """Add what is wrong with the scenarios of a file to what is wrong with the rest of it."""
    found = (*opened.diagnostics, *scenarios_of(opened).diagnostics)
    order = {source.path: number for number, source in enumerate(opened.sources)}
    ordered = sorted(found, key=lambda d: (order[d.labels[0].span.path], d.labels[0].span.start))
    return evolve(opened, diagnostics=tuple(ordered))


def run_scenarios(names: Iterable[str], only: str = "", progress: Progress = lambda _: None) -> "Suites":
    """Run the scenarios that paths or shipped names stand for, of all shipped agreements if there are none.

    A pack stands for the scenarios beside it. With `only`, those whose title holds this text. Raises AgreelintError for
    names that do not exist.
    """
    from agreelint.prove.suites import Suites  # brings the audit, which `check` can do without

    named = tuple(names)
    opened = {name: open_all(str(pack_scenarios(name) or name)) for name in named or shipped()}
    for name in named:
        if all(map(_nothing_but_a_register, opened[name])):
            raise nothing_in(name)
    found = {suite.path: suite for name in opened for suite in _suites(name, opened[name], only, progress)}
    return Suites(tuple(suite for suite in found.values() if suite.proofs or suite.diagnostics))


def _nothing_but_a_register(opened: Opened) -> bool:
    """Say whether a file holds a register that could be read: there is no scenario to look for."""
    return opened.register is not None and not any(d.fatal for d in opened.diagnostics)


def _suites(name: str, found: tuple[Opened, ...], only: str, progress: Progress) -> Iterator["Suite"]:
    from agreelint.prove.proofs import prove
    from agreelint.prove.suites import Suite

    opened = tuple(one for one in found if not _nothing_but_a_register(one))
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
