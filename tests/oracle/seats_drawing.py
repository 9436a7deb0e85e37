"""Draws rules of the seats of the board, and rows of those who sit there."""

from dataclasses import replace
from datetime import date
from random import Random

from .days import ONE
from .posts_drawing import PERSONS, near
from .posts_held import COMES, GOES
from .posts_said import Holders, Residents, Seats, Terms
from .records import Row
from .standing_said import Standing

PERIODS = ((10, "days"), (2, "weeks"), (1, "months"), (2, "months"))


def draw_seats(rng: Random, drawn: Standing) -> Standing:
    rules = [Seats((("adams", rng.randint(1, 2)), ("becket", 1)))]
    if rng.random() < 0.5:
        rules.append(Residents())
    if rng.random() < 0.6:
        rules.append(rng.choice((Holders("board", ("council",), True), Holders("board", ("director", "clerk")))))
    if rng.random() < 0.3:
        rules.append(Holders("chair", ("board",), True))
    if rng.random() < 0.7:
        rules.append(Terms(*rng.choice(PERIODS), rng.random() < 0.3))
    return replace(drawn, rules=tuple(rules), council=True)


def draw_seated(rng: Random, agreement: Standing) -> list[Row]:
    """Persons who come into seats, some of them into other posts as well, and go."""
    rows: list[Row] = []
    posts = sorted({"board", *(post for rule in agreement.said(Holders) for post in (rule.home, *rule.posts))})
    for person in PERSONS:
        day, town = near(rng), rng.choice(("adams", "becket"))
        for post in posts:
            if rng.random() < 0.7:
                rows += draw_spell(rng, person, post, town, day + rng.choice((-3, 0, 0, 0, 0, 1)) * ONE)
    return rows


def draw_spell(rng: Random, person: str, post: str, town: str, day: date) -> list[Row]:
    cells = {"actor": rng.choice((person, person.title())), "body": post}
    end = day + rng.choice((3, 10, 11, 12, 14, 15, 16, 31, 32, 62)) * ONE
    seat = {"subject": rng.choice((town, town, town, town, "", "adams", "becket"))}
    if post == "board":
        seat["until"] = rng.choice(("", "", end.isoformat(), (end - ONE).isoformat()))
        seat["residence"] = rng.choice((town, town, "", "colrain"))
    rows = [Row(COMES, day, day, "", cells | seat)] if rng.random() < 0.95 else []
    if rng.random() < 0.7:
        activity = rng.choice((GOES, GOES, COMES))
        rows.append(Row(activity, end, end, "", cells | (seat | {"until": ""} if activity == COMES else {})))
    return rows
