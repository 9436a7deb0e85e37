"""What resolving has to say: unknown names with the nearest known one, doubles, missing citations."""

from collections.abc import Iterable
from difflib import get_close_matches

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.source import Span
from agreelint.syntax import nodes


class Notes:
    """Collects diagnostics while an agreement is resolved."""

    def __init__(self) -> None:
        """Start without anything to say."""
        self.diagnostics: list[Diagnostic] = []
        self._told: set[tuple[str, Span, str]] = set()

    def error(self, code: str, name: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note an error at a place; the same one only once, though several steps may meet it (as in a block)."""
        if (code, span, message) in self._told:
            return
        self._told.add((code, span, message))
        self.diagnostics.append(Diagnostic(code, name, Severity.ERROR, message, (Label(span),), hint))

    def warning(self, code: str, name: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note what deserves a look and hinders nothing."""
        self.diagnostics.append(Diagnostic(code, name, Severity.WARNING, message, (Label(span),), hint))

    def info(self, code: str, name: str, message: str, span: Span, hint: str | None = None) -> None:
        """Note what is good to know."""
        self.diagnostics.append(Diagnostic(code, name, Severity.INFO, message, (Label(span),), hint))

    @property
    def ok(self) -> bool:
        """Say whether nothing noted so far is an error."""
        return not any(d.severity is Severity.ERROR for d in self.diagnostics)

    def known(self, name: nodes.Name, what: str, known: Iterable[str]) -> bool:
        """Check that a name is one of those known; `what` says of which sort it should be."""
        names = sorted(known)
        if name.text in names:
            return True
        near = get_close_matches(name.text, names, n=1, cutoff=0.6)
        hint = f"did you mean `{near[0]}`?" if near else f"known here: {', '.join(names) or 'none'}"
        self.error("AG101", "unknown-name", f"no {what} is called `{name.text}`", name.span, hint)
        return False

    def someone(self, name: nodes.Name, people: Iterable[str], groups: Iterable[str], word: str) -> bool:
        """Check the name of one office or body; a group, which is several, has to be named as such after `word`."""
        if name.text not in groups:
            return self.known(name, "office or body", people)
        message = f"`{name.text}` is a group, not an office or body"
        self.error("AG101", "unknown-name", message, name.span, f"say `{word} each {name.text}`")
        return False

    def misplaced(self, span: Span, message: str, hint: str) -> None:
        """Note words that have no meaning where they stand; nothing is accepted that the engine ignores."""
        self.error("AG105", "misplaced", message, span, hint)


class Seen:
    """Remembers where each name was declared, to report a second declaration."""

    def __init__(self, notes: Notes) -> None:
        """Report doubles to `notes`."""
        self._notes = notes
        self._names: set[str] = set()

    def add(self, name: nodes.Name, what: str) -> bool:
        """Take a name; False, and an error, if it was taken before."""
        if name.text in self._names:
            self._notes.error(
                "AG102",
                "declared-twice",
                f"`{name.text}` is declared twice",
                name.span,
                f"give this {what} another name",
            )
            return False
        self._names.add(name.text)
        return True


def said_once(items: Iterable[nodes.Node], notes: Notes) -> None:
    """Report what may be said once only and is said again: the second would silently win, or lose."""
    seen: set[type] = set()
    for item in items:
        if type(item) in seen:
            notes.misplaced(item.span, "this is said twice", "keep one of the two")
        seen.add(type(item))
