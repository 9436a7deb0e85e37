"""One date with its arithmetic: as text for people, as JSON for scripts."""

import json

from agreelint.dating import Answer
from agreelint.days import long_date
from agreelint.reckoning import Reckoning

_SHORT = 45
"""Counts up to so many days are printed day by day."""


def text(answer: Answer, *, every_day: bool) -> str:
    """Return the date, the count behind it, and the law it rests on."""
    dated = answer.dated
    lines = (
        [_headline(dated.first)]
        if dated.exact
        else [f"some day from {long_date(dated.first.day)} to {long_date(dated.last.day)}"]
    )
    for reckoning in _each_once(*dated.steps, dated.first, *(() if dated.exact else (dated.last,))):
        lines.append("")
        long = len(reckoning.counted) > _SHORT and not every_day
        lines += reckoning.lines if long else reckoning.day_by_day
        if long:
            lines.append(f"({len(reckoning.counted)} days counted; --explain lists each)")
    lines += ["", *dated.told] if dated.told else []
    lines += ["", f"calendar: {answer.calendar}"]
    return "\n".join(lines) + "\n"


def as_json(answer: Answer) -> str:
    """Return the document that the contract describes."""
    dated = answer.dated
    last = dated.last
    document = {
        "schema": "agreelint.date/1",
        "expression": answer.expression,
        "calendar": answer.calendar,
        "date": _day(dated.first) if dated.exact else None,
        "rolled": str(dated.first.rolled) if dated.exact and dated.first.rolled else None,
        "earliest": None if dated.exact else _day(dated.first),
        "latest": None if dated.exact else _day(last),
        "counted": [str(day) for day in last.counted],
        "skipped": [{"date": str(s.day), "reason": s.reason, "authority": s.authority} for s in last.skipped],
        "authority": list(last.authority),
        "notes": list(last.notes),
        "arithmetic": [*(line for one in _each_once(*dated.steps, last) for line in one.lines), *dated.told],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _each_once(*reckonings: Reckoning) -> tuple[Reckoning, ...]:
    """Leave out what is there already: the date that was chosen is one of those it was chosen from."""
    return tuple({id(one): one for one in reckonings}.values())


def _headline(reckoning: Reckoning) -> str:
    if reckoning.instant is not None:
        return f"{long_date(reckoning.day)} at {reckoning.instant:%H:%M}"
    rolled = f"; as a last day it may be kept on {long_date(reckoning.rolled)}" if reckoning.rolled else ""
    return f"{long_date(reckoning.day)} ({reckoning.day}){rolled}"


def _day(reckoning: Reckoning) -> str:
    if reckoning.instant is not None:
        return reckoning.instant.isoformat(timespec="minutes")
    return str(reckoning.day)
