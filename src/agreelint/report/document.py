"""A report: an audit with everything that its formats share."""

from collections.abc import Iterator

from attrs import frozen

from agreelint import __version__
from agreelint.audit.engine import Audit
from agreelint.audit.verdicts import Finding, State, Verdict
from agreelint.prove.shown import Shows
from agreelint.source import Source


@frozen(eq=False, repr=False, slots=False)
class Report:
    """An audit as it is to be shown: `only` limits the verdicts shown, never the counts."""

    audit: Audit
    source: Source
    sha256: str
    only: frozenset[State] = frozenset()
    explain: bool = False
    shows: Shows | None = None
    """Where constraints are encoded and what shows them, if that is to be told."""
    version: str = __version__

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts to be shown."""
        return tuple(v for v in self.audit.verdicts if not self.only or v.state in self.only)

    @property
    def not_proved(self) -> bool:
        """Say whether anything is unknown, so that nothing may read as an all clear."""
        return self.audit.summary[State.UNKNOWN] > 0


def arithmetic(finding: Finding, day_by_day: bool) -> Iterator[str]:
    """Yield how a finding was counted: in short, or each day."""
    for reckoning in finding.reckonings:
        yield from reckoning.day_by_day if day_by_day else reckoning.lines
    yield from finding.remarks
    if finding.fix:
        yield f"would have passed: {finding.fix}"
