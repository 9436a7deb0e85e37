"""What came of scenarios as text: each failure with what was expected, what was found and how it was counted."""

from collections.abc import Iterator, Sequence

from agreelint.audit.verdicts import Verdict
from agreelint.prove.expectations import Check, called
from agreelint.prove.proofs import Proof
from agreelint.prove.scenarios import Scenario
from agreelint.prove.suites import Suites
from agreelint.report.document import arithmetic

_MOST = 5


def text(suites: Suites) -> Iterator[str]:
    """Yield failing scenarios, then a line for each file and the counts."""
    for proof in suites.failed:
        yield from (f"{line}\n" for line in (*differences(proof), ""))
    for suite in suites.suites:
        errors = _count(len(suite.errors), "error")
        yield f"{suite.path}: {f'{errors}, so nothing was run' if suite.errors else counts(suite.proofs)}\n"
    if len(suites.suites) != 1:
        yield f"{counts(suites.proofs)}\n"


def counts(proofs: Sequence[Proof]) -> str:
    """Return how many scenarios there are and how many failed."""
    if not proofs:
        return "no scenario was run"
    failed = sum(not proof.met for proof in proofs)
    expectations = sum(len(proof.checks) for proof in proofs)
    told = f"{_count(len(proofs), 'scenario')}, {_count(expectations, 'expectation')}"
    return f"{told}: {f'{failed} failed' if failed else 'all met'}"


def differences(proof: Proof) -> Iterator[str]:
    """Yield everything about a scenario that says why it failed; nothing if it did not."""
    scenario = proof.scenario
    if proof.met:
        return
    yield f"FAILED {scenario.source.path}:{scenario.line}: {scenario.title}"
    for check in proof.checks:
        if not check.met:
            yield from (f"  {line}" for line in difference(scenario, check))


def difference(scenario: Scenario, check: Check) -> Iterator[str]:
    """Yield what differs between one expectation and what was found."""
    yield f"line {check.expectation.line}: {check.expectation.text}"
    for one in check.differences:
        yield f"  {one.what}: expected {one.expected}"
        yield f"  {' ' * len(one.what)}  found    {one.found}"
    for near in check.near:
        yield f"  there is: {near}"
    alike: dict[tuple[str, str], list[Verdict]] = {}
    for verdict in check.verdicts:
        alike.setdefault((verdict.origin.name, verdict.finding.message), []).append(verdict)
    groups = list(alike.values())
    for group in groups[:_MOST]:
        yield from (f"  {line}" for line in _verdict(scenario, group))
    if len(groups) > _MOST:
        yield f"  … and {len(groups) - _MOST} more"


def _verdict(scenario: Scenario, alike: list[Verdict]) -> Iterator[str]:
    """Yield a verdict with its arithmetic and its rows; others that say the same are counted only."""
    verdict = alike[0]
    finding = verdict.finding
    due = f", due {finding.due}" if finding.due else ""
    others = f" (and {len(alike) - 1} alike)" if len(alike) > 1 else ""
    yield f"{called(verdict)}{others} is {verdict.state.value}{due}"
    yield f"  {finding.message}"
    yield from (f"  · {line}" for line in arithmetic(finding, day_by_day=False))
    for line in sorted({event.line for event in finding.events}):
        yield f"  line {line}: {scenario.source.line(line).strip()}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
