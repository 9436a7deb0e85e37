"""Makes rows from a JSON Lines file: one object in each line, whose keys name the columns."""

import re
from collections.abc import Callable, Iterable, Iterator
from json import JSONDecodeError, JSONDecoder

from attrs import define, field

from agreelint.diagnostics import Diagnostic
from agreelint.logs.events import BY_MEMBER
from agreelint.logs.log_text import LogText
from agreelint.logs.rows import Flaw, Row, Texts, Unread, layout, said
from agreelint.logs.translation import Translation
from agreelint.source import Span
from agreelint.syntax.unseen import HIDDEN

_SPACE = re.compile(r"[ \t\r]*")
_LISTS = ("recipient", "attendees")

Pairs = tuple[tuple[str, object], ...]


def _constant(name: str) -> str:
    raise ValueError(f"{name} is no value; leave the key out where nothing is recorded")


# Figures stay as they are written: what a count is, is judged as in CSV. Objects become tuples of pairs, so
# that no key is lost if it comes twice.
_DECODER = JSONDecoder(object_pairs_hook=tuple, parse_int=str, parse_float=str, parse_constant=_constant)


@define
class JsonRows:
    """The rows of one file; what is known of its columns is complete when all rows have been read."""

    log: LogText
    translation: Translation
    columns: dict[str, Span] = field(factory=dict)
    _names: dict[str, str] = field(factory=dict)
    _layouts: dict[tuple[str, ...], Callable[[list[str]], Texts]] = field(factory=dict)

    @property
    def header(self) -> str:
        """Return nothing: each row names its columns itself."""
        return ""

    @property
    def flaws(self) -> tuple[Diagnostic, ...]:
        """Return nothing: what is wrong is wrong with one row."""
        return ()

    def rows(self) -> Iterator[Row | Unread]:
        """Yield one row for each line that is not blank."""
        path = self.log.path
        start = 0
        for line, raw in enumerate(self.log.text.split("\n"), 1):
            end = start + len(raw.rstrip("\r"))
            if raw.strip():
                flaw = self.log.flaw(start, end)
                try:
                    if flaw is not None:
                        raise flaw
                    yield Row(path, line, start, end, *self._texts(raw, start), self.find)
                except Flaw as found:
                    yield found.unread(path, line, start, end)
            start += len(raw) + 1

    def find(self, start: int, column: str) -> Span | None:
        """Return the place of the value in a column of the row that starts there."""
        for key, at in self._walk(start):
            if self._names[key] == column:
                return Span(self.log.path, at, _DECODER.raw_decode(self.log.text, at)[1])
        return None

    def end(self, start: int) -> int:
        """Return where the row that starts there ends."""
        stop = self.log.text.find("\n", start)
        return start + len(self.log.text[start : None if stop < 0 else stop].rstrip("\r"))

    def _texts(self, raw: str, start: int) -> Texts:
        pairs = _decoded(raw, start)
        keys = tuple([key for key, _ in pairs])
        escaped = "\\u" in raw
        if escaped:
            _check(raw, keys, start)
        texts = self._layouts.get(keys) or self._head(keys, start)
        cells = [item.strip() if isinstance(item, str) else self._flat(key, item, start) for key, item in pairs]
        if escaped:
            _check(raw, cells, start)
        return texts(cells)

    def _head(self, keys: tuple[str, ...], start: int) -> Callable[[list[str]], Texts]:
        """Take the names of the columns from the keys of an object."""
        if len(set(keys)) != len(keys):
            raise Flaw(start, "it names a key twice; keep one of them")
        names: list[str] = []
        for key in keys:
            column = self._names[key] = self._names.get(key) or self.translation.column(key)
            if not column:
                raise Flaw(start, "it has a key without a name; name it or take it out")
            if column in names:
                what = f"the key `{said(key, 40)}` is a second `{said(column, 40)}`"
                raise Flaw(start, f"{what}; keep one of them")
            names.append(column)
            at = max(start, self.log.text.find(f'"{key}"', start))
            self.columns.setdefault(column, Span(self.log.path, at, at + len(key) + 2))
        self._layouts[keys] = layout(names)
        return self._layouts[keys]

    def _flat(self, key: str, value: object, start: int) -> str:
        """Return the text that a CSV cell would have for a value that is no text."""
        column = self._names[key]
        match value:
            case None:
                return ""
            case bool():
                return str(value).lower()
            case list() if column in _LISTS and all(isinstance(name, str) for name in value):
                return ";".join(value)
            case tuple() if column in BY_MEMBER and all(isinstance(n, str) for _, n in value):
                return ";".join(f"{name}={count}" for name, count in value)
            case _:
                at = next(at for name, at in self._walk(start) if name == key)
                raise Flaw(at, f"`{said(key, 40)}` holds a nested value; write a plain one")

    def _walk(self, at: int) -> Iterator[tuple[str, int]]:
        """Yield the keys of the object at `at`, which is sound, with the places of their values."""
        text = self.log.text
        while text[at := _spaced(text, at)] != "}":
            key, at = _DECODER.raw_decode(text, _spaced(text, at + 1))
            at = _spaced(text, _spaced(text, at) + 1)
            yield key, at
            at = _DECODER.raw_decode(text, at)[1]


def _decoded(raw: str, start: int) -> Pairs:
    """Return the keys and values of the object in a line."""
    try:
        value: object = _DECODER.decode(raw)
    except JSONDecodeError as error:
        message = f"it is not JSON ({error.msg}); write one object in one line"
        raise Flaw(start + error.pos, message) from None
    except RecursionError:
        raise Flaw(start, "it is nested too deep; write plain values") from None
    except ValueError as error:
        raise Flaw(start, str(error)) from None
    if not isinstance(value, tuple):
        raise Flaw(start, "it is not a JSON object; write one object in one line")
    return value


def _check(raw: str, texts: Iterable[str], start: int) -> None:
    """Refuse escapes of half a character, or of one that cannot be seen."""
    if HIDDEN.search("".join(texts)):
        at = start + raw.index("\\u")
        raise Flaw(at, "it holds an escape that is no character; write the character")


def _spaced(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at
