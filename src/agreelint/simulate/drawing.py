"""One lawful case of a procedure, by chance: what happens, when, and the rows that it leaves."""

from datetime import date, timedelta
from random import Random

from attrs import evolve, frozen

from agreelint.diagnostics import AgreelintError
from agreelint.model.constraints import Model, Procedure
from agreelint.model.recurrence import Every
from agreelint.model.subjects import with_subject, written_in
from agreelint.simulate.breaks import Break, breaks
from agreelint.simulate.choices import Choices, choose
from agreelint.simulate.draft import Days, NoPlace, Row, Setting
from agreelint.simulate.placing import place
from agreelint.simulate.rows import rows_of

_PACES = (40, 40, 20, 20, 10, 5, 2, 1)
"""How far acts lie apart, from one try to the next."""
_AHEAD = (-30, -90, 30, 90, 150, 210, 300, 400, 500)
"""How many days before its period a case begins, from one try to the next."""
_SPREAD = 200
_PACE_AGAIN = 10


@frozen(eq=False, repr=False, slots=False)
class Drawn:
    """A case that was drawn."""

    setting: Setting
    chosen: Choices
    days: Days
    rows: tuple[Row, ...]
    columns: frozenset[str]
    """The columns of a log that it needs."""


def draw(setting: Setting) -> Drawn:
    """Draw a lawful case; raises NoPlace if no try comes out."""
    why = ""
    for pace in _PACES:
        for begin in _begins(setting):
            trial = evolve(setting, begin=begin)
            try:
                chosen = choose(trial)
                days = place(trial, chosen, pace)
            except NoPlace as error:
                why = why or str(error)
                continue
            return _drawn(trial, chosen, days)
    raise NoPlace(why)


def again(drawn: Drawn, broken: Break) -> Drawn:
    """Find other days for what happens in a case, so that a constraint is broken; raises NoPlace if there are none."""
    days = place(drawn.setting, drawn.chosen, _PACE_AGAIN, broken)
    if not breaks(drawn.setting, days, broken):
        raise NoPlace("it is not broken after all")
    return _drawn(drawn.setting, drawn.chosen, days)


def _drawn(setting: Setting, chosen: Choices, days: Days) -> Drawn:
    rows = rows_of(setting, chosen, days)
    return Drawn(setting, chosen, days, rows, frozenset(column for row in rows for column in row.cells))


def _begins(setting: Setting) -> tuple[date, ...]:
    if setting.stretch is None:
        return (setting.begin,)
    return tuple(setting.stretch.first - timedelta(days=ahead) for ahead in _AHEAD)


def setting_of(model: Model, procedure: Procedure, seed: str, number: int, begin: date) -> Setting:
    """Return what the case of a number (from 1) is drawn from; of what recurs it is the case of so manieth period."""
    rng = Random(f"{seed}/{procedure.id}/{number}")  # noqa: S311 - no secret: the same seed must give the same log
    agreement, member = with_subject(model.agreement, procedure.subject), None
    day = begin + timedelta(days=rng.randint(0, _SPREAD))
    if subject := procedure.subject:
        members = model.agreement.members_of(subject.group, day)
        if not members:
            raise AgreelintError(f"`{subject.group}` has no member on {day}, and `{procedure.id}` is about one")
        member = rng.choice(members)
        agreement, procedure = with_subject(model.agreement, subject, member), written_in(procedure, member)
    if not isinstance(procedure.recurs, Every):
        return Setting(agreement, procedure, rng, day, member, number=number)
    cycle, counting = procedure.recurs.cycle, model.agreement.counting
    period = cycle.number(begin, counting) + number
    stretch, label = cycle.stretch(period, counting), cycle.label(period, counting)
    return Setting(agreement, procedure, rng, day, member, stretch, label, number)
