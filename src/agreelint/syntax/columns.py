"""Text from lines: columns aligned within a run, short parts joined, long lines broken, comments in their places."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from agreelint.syntax import style
from agreelint.syntax.comments import Comment
from agreelint.syntax.layout import Kind, Line


def text(made: Sequence[Line], below: Iterable[Comment]) -> str:
    """Return the canonical text of lines, with the comments that stand below them."""
    written: list[str] = []
    for run in _runs(_joined(made)):
        widths = _widths(run)
        for line in run:
            indent = style.INDENT * (line.depth + line.closes)
            written += _comments(line.above, indent)
            if line.blank:
                written.append("")
            written.append(_line(line, widths))
    return "\n".join((*written, *_comments(below, ""))) + "\n" if written or below else ""


def _comments(comments: Iterable[Comment], indent: str) -> list[str]:
    return [row for c in comments for row in (*([""] if c.blank else []), f"{indent}{c.text}")]


def _joined(made: Sequence[Line]) -> list[Line]:
    """Put a part that stands alone on the line of its item, where the style says so and there is room."""
    found: list[Line] = []
    for number, line in enumerate(made):
        above = made[number - 1] if number else line
        more = number + 1 < len(made) and made[number + 1].kind is Kind.PART
        lone = line.kind is Kind.PART and above.kind is not Kind.PART and not more
        quiet = above.comment is None and not (above.cited or line.above or line.blank or line.opens)
        joined = f"{style.INDENT * above.depth}{above.text} {line.text}"
        if lone and quiet and line.rule in style.JOINED and len(joined) <= style.WIDTH:
            above.cells[-1] += [piece for cell in line.cells for piece in cell]
            above.comment = line.comment
        else:
            found.append(line)
    return found


def _runs(made: Iterable[Line]) -> Iterable[list[Line]]:
    """Divide lines into runs that are aligned together: neighbours of one kind with no blank line between them."""
    number = 0

    def key(line: Line) -> tuple[Kind, bool, int, int]:
        nonlocal number
        if line.blank or any(comment.blank for comment in line.above):
            number += 1
        return line.kind, line.loose, line.depth, number

    return (list(run) for _, run in groupby(made, key))


def _cells(line: Line) -> list[str]:
    """Return what stands in each column; a comment takes the place of a citation that is not there."""
    cells = [" ".join(cell) for cell in line.cells]
    if line.comment is not None:
        least = 2 if line.kind is Kind.ROW and not line.loose else 1
        cells += [""] * (least - len(cells)) + [line.comment]
    return cells


def _widths(run: Sequence[Line]) -> list[int]:
    """Return the width of each column that has another one after it in some line."""
    widths: list[int] = []
    if run[0].kind is Kind.PLAIN or run[0].loose:
        return widths
    for line in run:
        for column, cell in enumerate(_cells(line)[:-1]):
            if column == len(widths):
                widths.append(0)
            widths[column] = max(widths[column], len(cell))
    return widths


def _line(line: Line, widths: Sequence[int]) -> str:
    indent = style.INDENT * line.depth
    cells = _cells(line)
    aligned = indent
    for column, cell in enumerate(cells[:-1]):
        width = widths[column] if column < len(widths) else len(cell)
        aligned += f"{cell:{width}}{style.GAP}"
    aligned += cells[-1]
    if len(aligned) - (len(line.comment) if line.comment else 0) <= style.WIDTH:
        return aligned
    comment = f"{style.GAP}{line.comment}" if line.comment else ""
    start = indent
    if line.head and len(line.cells) > 1:
        start += f"{cells[0]:{widths[0]}}{style.GAP}"
    pieces = [piece for cell in line.cells[start != indent :] for piece in cell]
    room = style.WIDTH - max(len(start), len(indent + style.WRAPPED))
    if line.rule not in style.FILLED:
        pieces = list(_whole(pieces, room))
    return _broken(start, indent + style.WRAPPED, pieces) + comment


def _whole(pieces: Sequence[str], room: int) -> Iterator[str]:
    """Keep together what stands between the places where a line is broken first, as far as there is room for it."""
    at = 0
    for end in range(1, len(pieces) + 1):
        if end == len(pieces) or pieces[end].split(" ")[0] in style.BREAK_FIRST:
            joined = " ".join(pieces[at:end])
            yield from (joined,) if len(joined) <= room else pieces[at:end]
            at = end


def _broken(start: str, indent: str, pieces: Sequence[str]) -> str:
    """Return pieces on as many lines as they need; a piece that is too long by itself stays whole."""
    rows = [f"{start}{pieces[0]}"]
    for piece in pieces[1:]:
        if len(rows[-1]) + 1 + len(piece) <= style.WIDTH:
            rows[-1] += f" {piece}"
        else:
            rows.append(f"{indent}{piece}")
    return "\n".join(rows)
