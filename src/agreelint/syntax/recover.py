"""Any text to tokens that parse: each mistake is repaired, or what holds it passed over, and is reported once.

The fast parser knows nothing of this: only a text with a mistake is read again here, without building anything, and
what comes out parses by construction.
"""

import re
from collections import Counter

from attrs import frozen

from agreelint.source import Span
from agreelint.syntax.automaton import Stack
from agreelint.syntax.mistakes import Mistake, TooDeep, Unfinished
from agreelint.syntax.reading import Reading
from agreelint.syntax.repair import Place, Repair
from agreelint.syntax.repairs import Repairs
from agreelint.syntax.tokens import DEEPEST, END, Token

MOST_REPAIRS = 2000
_MARKS = re.compile(r'"[^"\n]*"?|#[^\n]*|[a-z][a-z0-9_]*|[{}]|\n[ \t\r]*(?=[^\s#])')
_NEARBY = 20_000
_AHEAD = 3
_BACK = 3
_MOST_WAYS = 4


@frozen(eq=False)
class Recovered:
    """Tokens that parse, and the mistakes that were met; `given_up` is where reading ended if there were too many."""

    tokens: tuple[Token, ...]
    mistakes: tuple[Mistake, ...]
    given_up: int | None = None


@frozen(eq=False)
class _Level:
    """A place to which one can go back: the tokens kept, the braces open in the others, whether no block is lost."""

    stack: Stack
    kept: int
    opened: int
    whole: bool


@frozen(eq=False)
class _Resumption:
    """Keep this many of the tokens read, add some, and go on at this place."""

    stack: Stack
    kept: int
    resume: int
    tokens: tuple[Token, ...] = ()


def recover(path: str, reading: Reading) -> Recovered:
    """Read a whole text, whatever is wrong with it."""
    return _Recovery(path, reading).run()


def first_mistake(path: str, reading: Reading) -> Mistake:
    """Return the first mistake of a text that has one."""
    return _Recovery(path, reading).first()


class _Recovery:
    def __init__(self, path: str, reading: Reading) -> None:
        self._path = path
        self._reading = reading
        self._automaton = reading.automaton
        self._repairs = Repairs(reading)
        self._stack = reading.automaton.start
        self._position = 0
        self._out: list[Token] = []
        self._before: list[Stack] = []
        self._braces = [(0, 0)]  # how many were opened and closed before each token
        self._mistakes: list[Mistake] = []

    def run(self) -> Recovered:
        for _ in range(MOST_REPAIRS):
            token = self._next_mistake()
            if token is None:
                return Recovered(tuple(self._out), tuple(self._mistakes))
            mistake, mended = self._mend(token)
            self._go_on(mended)
            if not self._follows(mistake):
                self._mistakes.append(mistake)
        given_up = self._position
        self._go_on(self._finish())
        return Recovered(tuple(self._out), tuple(self._mistakes), given_up)

    def first(self) -> Mistake:
        token = self._next_mistake()
        assert token is not None  # the fast parser met it
        return self._mend(token)[0]

    def _next_mistake(self) -> Token | None:
        """Read on to a token that cannot stand where it does, None at the end of the text."""
        while True:
            token = self._reading.token(self._stack, self._position)
            if self._stack.depth > DEEPEST:
                return token
            after = self._automaton.take(self._stack, token.kind, len(self._out), token)
            if after is None:
                return token
            if token.kind == END:
                return None
            self._push(token, after)
            self._position = token.end

    def _push(self, token: Token, after: Stack) -> None:
        self._before.append(self._stack)
        self._out.append(token)
        opened, closed = self._braces[-1]
        self._braces.append((opened + (token.kind == "LBRACE"), closed + (token.kind == "RBRACE")))
        self._stack = after

    def _follows(self, mistake: Mistake) -> bool:
        """Say whether a mistake stands on the line on which another was just passed over."""
        if not self._mistakes or not isinstance(self._mistakes[-1].fix, Unfinished | TooDeep):
            return False
        end = self._mistakes[-1].passed_over.end
        return not self._reading.starts_line(end) and self._reading.same_line(end, mistake.token.start)

    def _mend(self, token: Token) -> tuple[Mistake, _Resumption]:
        here = Place(self._stack, token)
        behind = (Place(self._before[-n], self._out[-n]) for n in range(1, min(_BACK, len(self._out) + 1)))
        repair = None if self._stack.depth > DEEPEST else self._repairs.best((here, *behind))
        return self._repaired(repair) if repair else self._passed_over(here)

    def _repaired(self, repair: Repair) -> tuple[Mistake, _Resumption]:
        stack = self._before[-repair.back] if repair.back else self._stack
        mistake = Mistake(
            repair.place,
            tuple(self._automaton.accepted(stack)),
            repair.fix,
            self._span(repair.place.start, repair.resume),
            None if repair.sure else _named(self._path, stack),
        )
        return mistake, _Resumption(stack, len(self._out) - repair.back, repair.resume, repair.tokens)

    def _passed_over(self, here: Place) -> tuple[Mistake, _Resumption]:
        start, deep = here.token.start, here.stack.depth > DEEPEST
        found = self._restart(start, deep=deep) or self._finish()
        first = self._out[found.kept] if found.kept < len(self._out) else here.token
        passed_over = self._span(first.start, max(found.resume, start))
        fix = TooDeep() if deep else Unfinished(self._ways(here))
        expected = tuple(self._automaton.accepted(here.stack))
        return Mistake(here.token, expected, fix, passed_over, _named(self._path, found.stack)), found

    def _ways(self, here: Place) -> tuple[str, ...]:
        found = self._repairs.leading(here)
        ways = sorted(" ".join(self._reading.lexer.fixed[kind][0] for kind in kinds) for kinds in found)
        return tuple(ways) if len(ways) <= _MOST_WAYS else ()

    def _go_on(self, found: _Resumption) -> None:
        del self._out[found.kept :], self._before[found.kept :], self._braces[found.kept + 1 :]
        self._stack = found.stack
        self._position = found.resume
        for token in found.tokens:
            after = self._automaton.take(self._stack, token.kind, len(self._out), token)
            assert after is not None  # it was tried before
            self._push(token, after)

    def _restart(self, start: int, *, deep: bool) -> _Resumption | None:
        """Return the nearest place from which the text can be read on, and how much to keep for that."""
        levels = self._levels()
        if deep:  # leave all of what is nested: below the lowest state in which the parser is more than once
            often = Counter(level.stack.state for level in levels)
            lowest = min((level.stack.depth for level in levels if often[level.stack.state] > 1), default=0)
            levels = [level for level in levels if level.stack.depth < lowest]
        opened = 0
        for mark in _MARKS.finditer(self._reading.text, start):
            word, at = mark.group(), mark.start()
            line = word[0] == "\n"
            if line:
                at = mark.end()
            near = at < start + _NEARBY
            if line or (near and not deep and (word == "}" or self._reading.lexer.is_keyword(word))):
                if deep and self._nests(at):
                    continue
                if found := self._level_for(levels, at, start, opened if near else None):
                    return found
            opened += (word == "{") - (word == "}")
        for mark in _MARKS.finditer(self._reading.text, start):
            if mark.group()[0] == "\n" and (found := self._level_for(levels, mark.end(), start, None)):
                return found
        return None

    def _nests(self, at: int) -> bool:
        """Say whether what starts here would only nest deeper what is nested too deeply."""
        token = self._reading.token(self._stack, at)
        return token.kind != "NAME" and self._automaton.take(self._stack, token.kind) is not None

    def _levels(self) -> list[_Level]:
        """Return how far back one can go: what is then kept, and the braces in what is not."""
        levels, kept = [], len(self._out)
        for stack in self._stack.down():
            opened, closed = (now - then for now, then in zip(self._braces[-1], self._braces[kept], strict=True))
            levels.append(_Level(stack, kept, opened - closed, whole=not closed))
            kept = stack.begin
        return levels

    def _level_for(self, levels: list[_Level], at: int, start: int, opened: int | None) -> _Resumption | None:
        """Return how much to keep so that the text can be read from `at`, after so many braces that were opened."""
        for level in levels:
            stack = level.stack
            if opened is not None and (opened + level.opened or not level.whole):
                continue
            if at == start and level.kept == len(self._out):
                continue  # that is where it could not be read
            if level.kept < len(self._out) and self._reading.starts_line(start) and not self._reading.starts_line(at):
                continue  # the end of a line that is passed over is no end of the line before it
            token = self._reading.token(stack, at)
            if token.kind == "NAME" and not self._reading.starts_line(at):
                continue
            run = self._reading.run(stack, at, at - 1, _AHEAD)
            if run.stopped is None or (run.taken >= 2 and not self._reading.same_line(at, run.stopped.start)):
                return _Resumption(stack, level.kept, at)
            begun = run.taken > 0 and self._reading.starts_line(at) and self._reading.lexer.is_keyword(token.text)
            if (begun and token.kind != "NAME") or (run.taken == 0 and self._respelt(stack, token)):
                return _Resumption(stack, level.kept, at)
        return None

    def _respelt(self, stack: Stack, token: Token) -> bool:
        """Say whether a misspelt word of the language starts what can then be read."""
        for _, kind in self._reading.near(stack, token):
            after = self._automaton.take(stack, kind)
            if after and self._reading.run(after, token.end, token.end - 1, 2).stopped is None:
                return True
        return False

    def _finish(self) -> _Resumption:
        """Keep what can be kept if nothing more is read, and close what is open."""
        end = len(self._reading.text)
        for level in self._levels():
            closed: Stack | None = level.stack
            braces: list[Token] = []
            while closed is not None and not self._automaton.take(closed, END):
                closed = self._automaton.take(closed, "RBRACE")
                braces.append(Token("RBRACE", "}", end, end))
            if closed is not None:
                return _Resumption(level.stack, level.kept, end, tuple(braces))
        return _Resumption(self._automaton.start, 0, end)

    def _span(self, start: int, end: int) -> Span:
        return Span(self._path, start, max(start, end))


def _named(path: str, stack: Stack) -> Span | None:
    """Return the name of what the parser is in the midst of."""
    for level in stack.down():
        if level.token and level.token.kind == "NAME":
            return Span(path, level.token.start, level.token.end)
    return None
