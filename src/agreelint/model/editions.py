"""Whether several dated texts of one agreement fit together: one agreement, each with its time, none at once."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from agreelint.diagnostics import Diagnostic, Label, Severity
from agreelint.model.constraints import Model
from agreelint.source import Source, Span

Read = tuple[Model, Source]


def check_editions(found: Sequence[Read]) -> tuple[Diagnostic, ...]:
    """Return what is wrong between texts; the first of them is that of `agreement.agree`."""
    main = found[0][0].agreement
    told = []
    for model, source in found:
        if model.agreement.id != main.id:
            message = f"this is a text of `{model.agreement.id}`, and stands beside one of `{main.id}`"
            told.append(_error("AG309", "undated-text", message, source, "put it into a folder of its own"))
        elif model.agreement.commencement.in_force is None:
            message = f"`{main.id}` has several texts, and this one does not say since when it is in force"
            told.append(_error("AG309", "undated-text", message, source, "add `in force from` and a day to its header"))
    return tuple(told) or tuple(d for one, other in pairwise(sorted(found, key=_since)) for d in _between(one, other))


def _since(read: Read) -> date:
    return read[0].agreement.commencement.in_force or date.min


def _between(one: Read, other: Read) -> tuple[Diagnostic, ...]:
    until, since = one[0].agreement.commencement.until, _since(other)
    pair = f"{one[1].path} and {other[1].path}"
    hint = "let the older one be in force until the day from which the newer one is"
    if since == _since(one) or (until and until > since):
        return (_error("AG308", "texts-overlap", f"two texts are in force at once: {pair}", other[1], hint),)
    if until and until < since:
        return (_error("AG307", "texts-apart", f"two texts leave a gap between them: {pair}", other[1], hint),)
    return ()


def _error(code: str, name: str, message: str, source: Source, hint: str) -> Diagnostic:
    return Diagnostic(code, name, Severity.ERROR, message, (Label(Span(source.path, 0, 9)),), hint)
