"""What came of scenarios as text: each failure with what was expected, what was found and how it was counted."""

from collections.abc import Iterator, Sequence

from agreelint.audit.verdicts import Verdict
from agreelint.prove.expectations import Check, called
from agreelint.prove.proofs import Proof
from agreelint.prove.scenarios import Scenario
from agreelint.report.document import arithmetic

_MOST = 5


def text(proofs: Sequence[Proof]) -> Iterator[str]:
    """Yield failing scenarios, then a line for each file and the counts."""
    failed = [proof for proof in proofs if not proof.met]
    for proof in failed:
        yield from (f"{line}\n" for line in (*differences(proof), ""))
    paths = list(dict.fromkeys(proof.scenario.source.path for proof in proofs))
    for path in paths:
        yield f"{path}: {counts([proof for proof in proofs if proof.scenario.source.path == path])}\n"
    if len(paths) != 1:
        yield f"{counts(proofs)}\n" if proofs else "no scenario was run\n"


def counts(proofs: Sequence[Proof]) -> str:
    """Return how many scenarios there are and how many failed."""
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
    for verdict in check.verdicts[:_MOST]:
        yield from (f"  {line}" for line in _verdict(scenario, verdict))
    if len(check.verdicts) > _MOST:
        yield f"  … and {len(check.verdicts) - _MOST} more"


def _verdict(scenario: Scenario, verdict: Verdict) -> Iterator[str]:
    finding = verdict.finding
    due = f", due {finding.due}" if finding.due else ""
    yield f"{called(verdict)} is {verdict.state.value}{due}"
    yield f"  {finding.message}"
    yield from (f"  · {line}" for line in arithmetic(finding, day_by_day=False))
    for line in sorted({event.line for event in finding.events}):
        yield f"  line {line}: {scenario.source.line(line).strip()}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
