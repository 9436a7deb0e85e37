"""Which errors only follow from a mistake in the text, because of what was passed over there."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from attrs import frozen

from agreelint.diagnostics import Diagnostic
from agreelint.source import Source, Span
from agreelint.syntax.unseen import HIDDEN

if TYPE_CHECKING:
    from agreelint.syntax.mistakes import Mistake

_WORD = re.compile(r"[a-z][a-z0-9_]*")


@frozen
class Consequences:
    """What a text with mistakes may lack: places, words that stood there, names of what was left incomplete."""

    places: tuple[Span, ...] = ()
    words: frozenset[str] = frozenset()
    incomplete: frozenset[str] = frozenset()

    def certain(self, found: Iterable[Diagnostic], *sources: Source) -> list[Diagnostic]:
        """Keep the errors that do not follow from a mistake in one of these texts."""
        texts = {source.path: source.text for source in sources}
        return [one for one in found if not self.places or not self._follows(one, texts[one.labels[0].span.path])]

    def together(self, other: "Consequences") -> "Consequences":
        """Return what follows from the mistakes of two texts that are one."""
        return Consequences((*self.places, *other.places), self.words | other.words, self.incomplete | other.incomplete)

    def beside(self, lines: Iterable[Span], text: str) -> "Consequences":
        """Add whole lines of which it is not sure how they are to be read, because of what cannot be seen in them."""
        places = tuple(lines)
        shown = (HIDDEN.sub("", text[place.start : place.end]) for place in places)
        words = frozenset(word for line in shown for word in _WORD.findall(line))
        return Consequences((*self.places, *places), self.words | words, self.incomplete | words)

    def _follows(self, one: Diagnostic, text: str) -> bool:
        span = one.labels[0].span
        places = [place for place in self.places if place.path == span.path]
        if one.code == "AG107":
            return True  # what was passed over may have held the agreement
        if span.start == span.end:
            return True  # a name that is not there
        words = set(_WORD.findall(text[span.start : span.end]))
        if one.code == "AG101":  # it may be declared in what was passed over, or be part of that
            before = any(not text[span.end : place.start].strip(" \t") for place in places if place.start >= span.end)
            return before or bool(words & self.words)
        beside = any(place.start < span.end and span.start <= place.end for place in places)
        return beside or bool(words & self.incomplete)


NONE = Consequences()
"""What follows from a text without a mistake."""


def consequences(mistakes: Iterable["Mistake"], text: str, is_keyword: Callable[[str], bool]) -> Consequences:
    """Return what may follow from these mistakes."""
    places = tuple(mistake.passed_over for mistake in mistakes)
    words = frozenset(word for place in places for word in _WORD.findall(text[place.start : place.end]))
    within = (text[mistake.within.start : mistake.within.end] for mistake in mistakes if mistake.within)
    return Consequences(places, words, frozenset(within) | {word for word in words if not is_keyword(word)})
