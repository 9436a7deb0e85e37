"""Draws rules of who holds which post, and rows of who came and went."""

from dataclasses import replace
from datetime import date
from random import Random

from .days import ONE
from .force_said import Force
from .posts_held import COMES, GOES
from .posts_said import POSTS, Incompatible, Required
from .records import Row
from .standing_said import Standing

START = date(2016, 3, 1)
PERSONS = ("ann", "ben", "cem")


def draw_posts(rng: Random, drawn: Standing) -> Standing:
    apart = [Incompatible(tuple(rng.sample(POSTS, rng.choice((2, 2, 3)))), draw_days(rng))]
    filled = [
        Required(post, rng.choice((1, 1, 2)), rng.choice(("", "board")), draw_days(rng))
        for post in rng.sample(POSTS, rng.choice((1, 2)))
    ]
    return replace(drawn, rules=(*apart, *filled), council=True)


def draw_days(rng: Random) -> Force:
    if rng.random() < 0.8:
        return Force()
    start = rng.choice((None, near(rng)))
    return Force(start, near(rng) + 30 * ONE if start is None or rng.random() < 0.5 else None)


def near(rng: Random) -> date:
    return START + rng.randint(0, 40) * ONE


def draw_office_rows(rng: Random, agreement: Standing) -> list[Row]:
    """Persons who come into posts and go, often on the day on which another comes."""
    rows: list[Row] = []
    posts = sorted({post for rule in agreement.rules for post in posts_of(rule)})
    for post in posts:
        day = near(rng)
        for _ in range(rng.choice((0, 1, 1, 2, 3))):
            person = rng.choice(PERSONS)
            if rng.random() < 0.9:
                rows.append(row_of(rng, COMES, person, post, day))
            day += rng.choice((0, 1, 5, 20)) * ONE
            if rng.random() < 0.7:
                rows.append(row_of(rng, GOES, person, post, day))
            day += rng.choice((-1, 0, 0, 0, 1, 5)) * ONE
    return rows


def posts_of(rule) -> tuple[str, ...]:
    return rule.posts if isinstance(rule, Incompatible) else (rule.post,)


def row_of(rng: Random, activity: str, person: str, post: str, day: date) -> Row:
    return Row(activity, day, day, "", {"actor": rng.choice((person, person, person.title())), "body": post})


def in_order(rows: list[Row]) -> list[Row]:
    """Leave out rows that make it doubtful in which order one person came into a post and left it."""
    found: list[Row] = []
    for row in rows:
        mine = [other for other in found if same_post(row, other)]
        if not any(either_way(row, other) for other in mine):
            found.append(row)
    return found


def same_post(row: Row, other: Row) -> bool:
    return (row.cell("actor").casefold(), row.cell("body")) == (other.cell("actor").casefold(), other.cell("body"))


def either_way(row: Row, other: Row) -> bool:
    if row.first is None or other.first is None:
        return True
    exact = row.first == row.last and other.first == other.last and row.activity != other.activity
    return not exact and row.first <= other.last and other.first <= row.last
