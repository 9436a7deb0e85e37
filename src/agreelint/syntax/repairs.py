"""Small repairs of one mistake: a word respelt, put in, left out; each is tried on the text that follows.

A repair is believed only when the text after it can be read. Nothing here knows a construct of the language: what
could stand in a place is asked of the grammar's tables.
"""

from collections.abc import Iterator
from functools import partial

from agreelint.syntax.automaton import Stack
from agreelint.syntax.mistakes import Extra, Missing, Replaced, Respelt
from agreelint.syntax.reading import Reading, Run
from agreelint.syntax.repair import Place, Repair, instead, put_at
from agreelint.syntax.spellings import renamed, requoted
from agreelint.syntax.synonyms import reworded
from agreelint.syntax.tokens import END, UNREADABLE, Token

_AHEAD = 5
_PLACEHOLDERS = {"CLAUSE": "", "NAME": "", "STRING": '""'}
_SIGNS = ("{", "}", ",", ")", ".", "/")
_MOST_BRACES = 6


class Repairs:
    """Finds the least bold repair after which the text can be read."""

    def __init__(self, reading: Reading) -> None:
        """Repair the text of `reading`."""
        self._reading = reading
        self._automaton = reading.automaton

    def best(self, places: tuple[Place, ...]) -> Repair | None:
        """Return the best repair at the first of these places, or at those that stand right before it.

        `places` starts with the token that cannot stand where it does and goes backward from there.
        """
        beyond = places[0].token.start
        best: tuple[float, Repair] | None = None
        if places[0].token.kind == END:
            places = places[:1]  # only something missing makes a text end too early
        for back, place in enumerate(places):
            earlier = places[back + 1] if back + 1 < len(places) else None
            for repair in self._candidates(back, place, earlier):
                if best and repair.cost + 0.3 * back >= best[0]:
                    continue
                doubt = self._doubt(repair, places[repair.back].stack, beyond)
                if doubt is not None and (best is None or repair.cost + doubt + 0.3 * back < best[0]):
                    best = repair.cost + doubt + 0.3 * back, repair
        return best[1] if best else None

    def _doubt(self, repair: Repair, stack: Stack, beyond: int) -> float | None:
        """Try a repair: 0 if the text after it can be read, more if another mistake follows soon, None if it fails."""
        run = self._try(repair, stack, beyond)
        if run is None:
            return None
        if run.stopped is None:
            return 0.0
        stopped, ends = run.stopped.start, run.stopped.kind == END
        if self._reading.same_line(beyond, stopped) and not ends:
            return None
        enough = 1 if isinstance(repair.fix, Missing) else 3
        begun = not ends and not self._reading.starts_line(stopped)
        if repair.sure or begun or run.taken >= enough or self._reading.near(run.stack, run.stopped):
            return 1.0  # the line is mended; another one has a mistake of its own
        return None

    def _try(self, repair: Repair, stack: Stack, beyond: int) -> Run | None:
        for token in repair.tokens:
            after = self._automaton.take(stack, token.kind)
            if after is None:
                return None
            stack = after
        if isinstance(repair.fix, Extra):
            then = self._reading.token(stack, repair.resume)
            if then.kind == "NAME" and self._reading.lexer.is_keyword(then.text):
                return None  # a word of the language is hardly ever meant as a name
        return self._reading.run(stack, repair.resume, beyond, _AHEAD)

    def _candidates(self, back: int, place: Place, earlier: Place | None) -> Iterator[Repair]:
        """Yield what may have been meant, the likeliest first."""
        token = place.token
        if token.kind != END:
            for word, kind in self._reading.near(place.stack, token):
                yield instead(1.0, back, token.read_as(kind, word), token, Respelt(word))
            yield from reworded(self._reading, back, place)
            yield from requoted(self._reading, back, place)
            yield from renamed(self._reading, back, place, earlier)
            yield from self._left_out(back, place, earlier)
        yield from self._put_in(back, place, earlier)
        if token.kind not in {END, "NAME"} and not self._is_fixed(token):
            for kind, text in _PLACEHOLDERS.items():
                yield Repair(2.2, back, (put_at(token.start, kind, text),), token.end, token, Replaced(kind))

    def _left_out(self, back: int, place: Place, earlier: Place | None) -> Iterator[Repair]:
        token = place.token
        again = earlier is not None and earlier.token.text == token.text and token.kind != "RBRACE"
        alone = token.kind == "RBRACE" or not self._reading.starts_line(token.start)
        yield Repair(1.0 if again else 2.0 if alone else 2.6, back, (), token.end, token, Extra(again))

    def _put_in(self, back: int, place: Place, earlier: Place | None) -> Iterator[Repair]:
        start = place.token.start
        read_as_name = place.token.kind == "NAME" and self._reading.lexer.is_keyword(place.token.text)
        after = earlier.token if earlier else None
        same_line = after is None or self._reading.same_line(after.end, start)
        missing = partial(Missing, after=after, same_line=same_line)
        for kind in self._automaton.kinds(place.stack):
            word = next(iter(self._reading.lexer.fixed.get(kind, ())), "")
            if kind in _PLACEHOLDERS:
                put = put_at(start, kind, _PLACEHOLDERS[kind])
                yield Repair(1.5 if back and read_as_name else 2.0, back, (put,), start, place.token, missing(kind))
            elif word in _SIGNS:
                put, fix = (
                    put_at(start, kind, word),
                    missing(kind, opened=_opened(place.stack) if word == "}" else None),
                )
                for count in range(1, _MOST_BRACES if word == "}" else 2):
                    yield Repair(1.7 + 0.1 * count, back, (put,) * count, start, place.token, fix)
        for kind in self._only_word(place):
            put = put_at(start, kind, self._reading.lexer.fixed[kind][0])
            yield Repair(1.9, back, (put,), start, place.token, missing(kind))

    def _only_word(self, place: Place) -> tuple[str, ...]:
        """Return the one word that can stand in a place, or the one after which its token can."""
        ways = self.leading(place)
        if len(ways) == 1 and len(ways[0]) == 1:
            return ways[0]
        accepted = self._automaton.accepted(place.stack)
        return tuple(accepted) if len(accepted) == 1 and accepted[0] in self._reading.lexer.fixed else ()

    def leading(self, place: Place) -> list[tuple[str, ...]]:
        """Return the words, one or two, after which the token of a place could stand: all ways, the shorter first."""
        if place.token.kind in {END, "NAME", UNREADABLE} or self._is_fixed(place.token):
            return []
        one = tuple(self._words_at(place.stack))
        found = [(kind,) for kind, after in one if self._fits(after, place.token)]
        enough = {kind for (kind,) in found}
        pairs = [
            (kind, then)
            for kind, after in one
            for then, last in self._words_at(after)
            if then not in enough and self._fits(last, place.token)
        ]
        return [*found, *pairs]

    def _words_at(self, stack: Stack) -> Iterator[tuple[str, Stack]]:
        for kind in self._automaton.kinds(stack):
            words = self._reading.lexer.fixed.get(kind, ())
            if len(words) == 1 and words[0].isidentifier() and (after := self._automaton.take(stack, kind)):
                yield kind, after

    def _fits(self, stack: Stack, token: Token) -> bool:
        run = self._reading.run(stack, token.start, token.start - 1, 2)
        return run.stopped is None

    def _is_fixed(self, token: Token) -> bool:
        return token.kind in self._reading.lexer.fixed


def _opened(stack: Stack) -> int | None:
    """Return where the innermost open brace stands."""
    return next((s.token.start for s in stack.down() if s.token and s.token.kind == "LBRACE"), None)
