"""One lawful case of a procedure, by chance: what happens, when, and the rows that it leaves."""

from datetime import date, timedelta
from random import Random

from attrs import evolve, frozen

from agreelint.dating.names import event_names, outcomes
from agreelint.diagnostics import AgreelintError
from agreelint.model.constraints import Deadline, Model, Procedure
from agreelint.model.guards import AHEAD, PASSED
from agreelint.model.recurrence import Every
from agreelint.model.subjects import with_subject, written_in
from agreelint.model.windows import LAST_DAY_BOUNDS, limit_of
from agreelint.simulate.breaks import Break, breaks
from agreelint.simulate.choices import Choices, choose
from agreelint.simulate.dated import day_of
from agreelint.simulate.draft import Days, NoPlace, Row, Setting
from agreelint.simulate.placing import place
from agreelint.simulate.rows import rows_of

_PACES = (40, 40, 20, 20, 10, 10, 5, 5, 2, 2, 1, 1)
"""How far acts lie apart, from one try to the next."""
_AHEAD = (-30, -90, 30, 90, 150, 210, 300, 400, 500)
"""How many days before its period a case begins, from one try to the next."""
_AHEAD_OF_A_DATE = (60, 200, 500, 1500)
"""The same, where the text names a last day that lies before the day on which cases begin."""
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


def with_step(drawn: Drawn, step: str) -> Drawn:
    """Find days for a case in which one more step is done; raises NoPlace if there are none."""
    chosen = evolve(drawn.chosen, happens={**drawn.chosen.happens, step: True})
    return _drawn(drawn.setting, chosen, place(drawn.setting, chosen, _PACE_AGAIN))


def _drawn(setting: Setting, chosen: Choices, days: Days) -> Drawn:
    rows = rows_of(setting, chosen, days)
    return Drawn(setting, chosen, days, rows, frozenset(column for row in rows for column in row.cells))


def _begins(setting: Setting) -> tuple[date, ...]:
    if setting.stretch is None:
        fixed = _fixed_days(setting)
        ahead = (timedelta(days=days) for days in _AHEAD_OF_A_DATE)
        return (setting.begin, *(min(fixed) - one for one in ahead)) if fixed else (setting.begin,)
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
    procedure, begun, ahead = _as_in_force(procedure, begin, rng)
    if not isinstance(procedure.recurs, Every):
        return Setting(agreement, procedure, rng, day, member, begun=begun, ahead=ahead, number=number)
    cycle, counting = procedure.recurs.cycle, model.agreement.counting
    period = cycle.number(begin, counting) + number
    stretch, label = cycle.stretch(period, counting), cycle.label(period, counting)
    return Setting(agreement, procedure, rng, day, member, stretch, label, begun, ahead, number)


def _as_in_force(procedure: Procedure, begin: date, rng: Random) -> tuple[Procedure, frozenset[str], frozenset[str]]:
    """Return a procedure in one of its texts, with the steps by which that began, and those by which it would end."""
    begun: set[str] = set()
    ahead: set[str] = set()
    selection = dict(procedure.default)
    if later := [turn.day for turn in procedure.turns if turn.day and begin <= turn.day]:
        raise AgreelintError(f"`{procedure.id}` reads otherwise from {max(later)} on: begin after that day")
    for turn in procedure.turns:
        if turn.event:
            selection[turn.key] = rng.choice((PASSED, AHEAD))
            (begun if selection[turn.key] == PASSED else ahead).add(turn.event.step.text)
    return (procedure.under(selection) if procedure.turns else procedure), frozenset(begun), frozenset(ahead)


def _fixed_days(setting: Setting) -> list[date]:
    """Return the last days that the text names by the calendar alone, those that a definition chooses included."""
    definitions = setting.procedure.definitions
    deadlines = (c.bound for c in setting.procedure.constraints if isinstance(c, Deadline))
    bounds = [bound for bound in deadlines if isinstance(bound, LAST_DAY_BOUNDS)]
    limits = (limit for bound in bounds for limit in outcomes(limit_of(bound), definitions))
    alone = (limit for limit in limits if not any(event_names(limit, definitions)))
    return [dated.first.day for limit in alone if (dated := day_of(setting, {}, limit, None))]
