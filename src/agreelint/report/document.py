"""A report: an audit with everything that its formats share, and the format that a name stands for."""

from collections.abc import Callable

from attrs import frozen

from agreelint import __version__
from agreelint.audit.engine import Audit
from agreelint.audit.verdicts import State, Verdict
from agreelint.source import Source


@frozen(eq=False)
class Report:
    """An audit as it is to be shown: `only` limits the verdicts shown, never the counts."""

    audit: Audit
    source: Source
    sha256: str
    only: frozenset[State] = frozenset()
    explain: bool = False
    version: str = __version__

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts to be shown."""
        return tuple(v for v in self.audit.verdicts if not self.only or v.state in self.only)

    @property
    def not_proved(self) -> bool:
        """Say whether anything is unknown, so that nothing may read as an all clear."""
        return self.audit.summary[State.UNKNOWN] > 0


Render = Callable[[Report], str]
FORMATS = ("text", "json", "csv")


def renderer(name: str) -> Render:
    """Return what renders a format; each lives in the module of its name and is imported when asked for."""
    match name:
        case "json":
            from agreelint.report import json as chosen
        case "csv":
            from agreelint.report import csv as chosen
        case _:
            from agreelint.report import text as chosen
    return chosen.render
