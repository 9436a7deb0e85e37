"""What a stage has to say about its input: one type for syntax errors, name errors and findings."""

from enum import Enum
from typing import Generic, TypeVar

from attrs import frozen

from agreelint.source import Span

T = TypeVar("T")


class Severity(Enum):
    """How much a diagnostic matters; an error decides the exit code."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@frozen
class Label:
    """A place in a source and what to say about it."""

    span: Span
    text: str = ""


@frozen
class Diagnostic:
    """One message: code and slug, severity, a sentence, the place (first label), and how to mend it."""

    code: str
    name: str
    severity: Severity
    message: str
    labels: tuple[Label, ...] = ()
    hint: str | None = None
    clauses: tuple[str, ...] = ()
    acknowledged: str | None = None
    """Why the encoding accepts the finding; it then counts against nothing."""

    @property
    def fatal(self) -> bool:
        """Say whether this is an error that nobody has acknowledged."""
        return self.severity is Severity.ERROR and self.acknowledged is None


@frozen
class Result(Generic[T]):
    """What a stage returns: the value, as far as it could be made, and everything it has to say."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Say whether no diagnostic is an error."""
        return not any(d.fatal for d in self.diagnostics)


class AgreelintError(Exception):
    """Misuse that the edges report in one line; any other exception is our own fault."""


class NothingAppliesError(AgreelintError):
    """Everything could be read, and there is no rule in it to apply."""
