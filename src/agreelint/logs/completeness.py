"""Makes declarations of completeness from the `[[complete]]` tables of a mapping file."""

from collections.abc import Iterator
from datetime import date

from agreelint.logs.events import Stream
from agreelint.logs.toml_tables import Table, Tables, text_of
from agreelint.moments import Moment

_STREAM = ("body", "activity", "from", "through")


def streams(tables: Tables) -> Iterator[Stream]:
    """Yield the streams of events that the file declares complete."""
    for number, entry in tables.tables("complete", tables.document.get("complete", [])):
        before = len(tables.problems)
        for key in entry.keys() - {*_STREAM}:
            tables.stray(tables.place("complete", key, number), key, "`[[complete]]`", _STREAM)
        activity, body = (_name(tables, entry, key, number) for key in ("activity", "body"))
        start, through = (_day(tables, entry, key, number) for key in ("from", "through"))
        if start and through and start > through:
            message = f"the stretch ends on {through}, before it starts on {start}; exchange the dates"
            tables.error(tables.place("complete", "through", number), message)
        # Half a declaration would say more than its author meant, so none is kept.
        if len(tables.problems) == before:
            yield Stream(activity, body, start, through)


def _name(tables: Tables, entry: Table, key: str, number: int) -> str | None:
    value = entry.get(key)
    if value is None:
        return None
    if isinstance(value, str) and value.strip():
        return value.strip()
    message = f'`{key}` of `[[complete]]` names nothing; write "NAME"'
    tables.error(tables.place("complete", key, number), message)
    return None


def _day(tables: Tables, entry: Table, key: str, number: int) -> date | None:
    value = entry.get(key)
    if value is None:
        return None
    place = tables.place("complete", key, number)
    try:
        day = Moment.parse(text_of(value) or "", "UTC")
    except ValueError as error:
        tables.error(place, f"`{key}` of `[[complete]]` cannot be read: {error}")
        return None
    if day.civil is None or day.instant:
        tables.error(place, f"`{key}` of `[[complete]]` is not one day; write a date")
    return day.civil
