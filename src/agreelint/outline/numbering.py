"""Marks in their order to labels: which list each goes on with or begins; what must follow mends damage."""

from attrs import field, frozen

from agreelint.outline.marks import Kind, Mark, mended, readings

_FARTHEST = 5
"""So many items of a list can be lost at once before its next mark is no longer believed."""
_AMBIGUOUS = Mark(Kind.LETTERS, 9)


@frozen
class Level:
    """An open list: where it stands, and whether this mark stood there already."""

    mark: Mark
    again: int = 1


@frozen
class Place:
    """A section and the lists that are open in it."""

    section: str = ""
    levels: tuple[Level, ...] = field(default=())

    @property
    def label(self) -> str:
        """The label in the lettering of the source: `VII.C.1.e.ii`; a mark that stands twice says so."""
        parts = (self.section, *(level.mark.text for level in self.levels))
        again = next((level.again for level in reversed(self.levels) if level.again > 1), 1)
        return ".".join(filter(None, parts)) + {1: "", 2: " (second)", 3: " (third)"}.get(again, f" ({again}th)")

    @property
    def outer(self) -> "Place":
        """The place of what holds the innermost list."""
        return Place(self.section, self.levels[:-1])

    def goes_on(self, token: str | None) -> bool:
        """Say whether a mark goes on with the innermost list."""
        if token is None or not self.levels:
            return False
        return self.levels[-1].mark.next in (*readings(token), *mended(token))

    def after(self, token: str, following: str | None) -> "Place | None":
        """Return the place of an item with a mark, before the mark `following`; None if it is no mark."""
        if "." in token:
            return self._dotted(tuple(Mark(Kind.FIGURES, int(part)) for part in token.split(".")))
        plain, damaged = readings(token), mended(token)
        second = readings(following) if following else ()
        for candidates in (plain, damaged):
            if (place := self._continued(candidates, second)) is not None:
                return place
        for candidates in (damaged, plain):  # `1.` before `ii.` was printed `i.`
            for mark in candidates:
                if mark.value == 1 and Mark(mark.kind, 2) in second and self._can_begin(mark):
                    return self._with(len(self.levels), Level(mark))
        for mark in plain:
            if mark.value == 1 and self._can_begin(mark):
                return self._with(len(self.levels), Level(mark))
        return self._astray(plain)

    def _continued(self, candidates: tuple[Mark, ...], second: tuple[Mark, ...]) -> "Place | None":
        for depth in reversed(range(len(self.levels))):
            before = self.levels[depth].mark
            for mark in candidates:
                nested = mark == _AMBIGUOUS and Mark(Kind.SMALL_ROMAN, 2) in second
                if mark == before.next and not nested:
                    return self._with(depth, Level(mark))
        return None

    def _dotted(self, marks: tuple[Mark, ...]) -> "Place | None":
        """Place `2.3`, which says by itself where it stands: in Section 2, or in a text without sections."""
        if self.section and self.section != marks[0].text:
            return None
        inner = marks[1:] if self.section else marks
        return Place(self.section, tuple(Level(mark) for mark in inner))

    def _can_begin(self, mark: Mark) -> bool:
        return not self.levels or self.levels[-1].mark.kind is not mark.kind

    def _astray(self, plain: tuple[Mark, ...]) -> "Place | None":
        """Place a mark that stands twice, that follows a gap, or whose list lost its beginning."""
        for depth in reversed(range(len(self.levels))):
            level = self.levels[depth]
            if level.mark in plain:
                return self._with(depth, Level(level.mark, level.again + 1))
        for depth in reversed(range(len(self.levels))):
            before = self.levels[depth].mark
            for mark in plain:
                if mark.kind is before.kind and 0 < mark.value - before.value <= _FARTHEST:
                    return self._with(depth, Level(mark))
        first = next((mark for mark in plain if 1 < mark.value <= _FARTHEST), None)
        if first is None:
            return None
        return self._with(max(0, len(self.levels) - 1), Level(first))

    def _with(self, depth: int, level: Level) -> "Place":
        return Place(self.section, (*self.levels[:depth], level))
