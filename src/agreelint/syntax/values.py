"""Values of terminals: from the words of a text, and back to the words that a text needs."""

from collections.abc import Callable
from datetime import date
from typing import Any

from attrs import frozen

from agreelint.days import MONTHS
from agreelint.syntax.nodes import Name

FLAGS = ("AMENDS", "OPTIONAL", "REGULAR", "REGULARLY", "DEFAULT", "UNNAMED")
"""Words of the language that may be left out, and are True in the tree where they stand."""


@frozen
class Reading:
    """How the text of one kind of terminal becomes a value, and how the value is written; raises ValueError."""

    read: Callable[[str], Any]
    write: Callable[[Any], str]


READINGS: dict[str, Reading] = {
    "INT": Reading(int, str),
    "STRING": Reading(lambda text: text[1:-1], lambda value: f'"{value}"'),
    "MONTH": Reading(lambda text: MONTHS.index(text) + 1, lambda value: MONTHS[value - 1]),
    "DATE": Reading(date.fromisoformat, date.isoformat),
}
"""Names become `Name`, flags True, and what is not listed here stays text."""


def written(kind: str, value: Any) -> str | None:
    """Return the text of a terminal that means `value`, None where no such text does."""
    if kind in FLAGS:
        return kind.lower() if value is True else None
    if isinstance(value, Name):
        return value.text if kind == "NAME" else None
    reading = READINGS.get(kind)
    if reading is None:
        return value if isinstance(value, str) and kind != "NAME" else None
    try:
        text = reading.write(value)
        return text if reading.read(text) == value and isinstance(value, type(reading.read(text))) else None
    except (AttributeError, IndexError, TypeError, ValueError):
        return None
