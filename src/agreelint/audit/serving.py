"""Findings about those who sit in a body, from the register of posts: how long, and how often they are appointed."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.facts import Settings
from agreelint.audit.tenure import Holding, Register, numbered, unsettled
from agreelint.audit.verdicts import Evidence, Finding, Instance, Margin, State
from agreelint.audit.words import said
from agreelint.counting import Counting
from agreelint.dating import Stretch
from agreelint.days import ONE_DAY
from agreelint.logs.events import Event
from agreelint.model.constraints import Model
from agreelint.model.entities import Agreement
from agreelint.model.recurrence import VACANCY
from agreelint.model.tenure import TAKES_OFFICE, AppointedOften, FirstLength, FirstTermsKept, TermKept

Found = Iterator[tuple[Instance, Finding]]


@frozen(eq=False, repr=False, slots=False)
class Serving:
    """Judges terms and appointments on a register."""

    agreement: Agreement
    register: Register
    settings: Settings

    @property
    def _counting(self) -> Counting:
        return self.agreement.counting

    # ---- how long -------------------------------------------------------------------------------

    def terms(self, rule: TermKept) -> Found:
        """Judge of everybody who took a seat whether that person left it when the term was over."""
        for number, holding in numbered(self.register.of(rule.body)):
            yield Instance(holding.person, round=number), self._term(rule, holding)

    def _term(self, rule: TermKept, holding: Holding) -> Finding:
        start, told_end = holding.since.civil, holding.ends.civil if holding.ends else None
        if start is None and told_end is None:
            return unsettled(holding, f"since when {holding.person} sits is not recorded", "the day of taking office")
        if start and told_end and told_end < start:
            told = f"the term of {holding.person} is recorded to end on {said(told_end)}, before it began"
            return unsettled(holding, told, f"when the term of {holding.person} ends")
        longest = rule.length.last_day(start, self._counting) if start else None
        if told_end and longest and told_end > longest.day:
            told = f"the term of {holding.person} is recorded to end on {said(told_end)}; {rule.length} end"
            told += f" on {said(longest.day)}"
            return Finding(
                State.VIOLATED,
                told,
                due=longest.day,
                actual=told_end,
                margin=Margin(-(told_end - longest.day).days, "days"),
                reckonings=(longest,),
                events=holding.events[:1],
                fix=f"a term that ends by {said(longest.day)}",
            )
        end = told_end or (longest.day if longest else None)
        assert end is not None
        told = f"the term of {holding.person} ends on {said(end)}"
        steps = (longest,) if longest and not told_end else ()
        base = Finding(State.HOLDING, told, due=end, reckonings=steps, events=holding.events)
        return self._over(rule, holding, base, end)

    def _over(self, rule: TermKept, holding: Holding, base: Finding, end: date) -> Finding:
        left, as_of = holding.left.when if holding.left else None, self.register.as_of
        if left is not None and left.first and left.last and left.last <= end + ONE_DAY:
            what = "began anew" if holding.renewed else "ended"
            return evolve(
                base, state=State.SATISFIED, message=f"{base.message}; it {what} on {left}", actual=left.civil
            )
        if left is None and as_of <= end:
            return base
        if rule.holds_over:
            state = State.SATISFIED if left else State.HOLDING
            return evolve(base, state=state, message=f"{base.message}; until the successor qualifies it goes on")
        if left is not None and left.civil and left.civil > end + ONE_DAY:
            late = (left.civil - end).days
            message = f"{base.message}; {holding.person} left on {said(left.civil)}"
            if not holding.renewed or self.register.complete(holding.post, holding.since.first or end, left.civil):
                margin = Margin(-late, "days")
                return evolve(base, state=State.VIOLATED, message=message, actual=left.civil, margin=margin)
        elif left is None and self.register.complete(holding.post, holding.since.first or end, end + ONE_DAY):
            message = f"{base.message}; nothing says that {holding.person} left or was chosen again, and the log is"
            return evolve(base, state=State.VIOLATED, message=f"{message} declared complete", evidence=Evidence.MISSING)
        missing = f"when {holding.person} left, or was chosen again"
        message = f"{base.message}; {missing} is not recorded"
        return evolve(base, state=State.UNKNOWN, message=message, evidence=Evidence.MISSING, missing_record=missing)

    def first_terms(self, rule: FirstTermsKept) -> Found:
        """Judge how long the terms of those were who took their seats first, all on one day."""
        holdings = self.register.of(rule.body)
        started = [one.since.civil for one in holdings if one.took]
        need = "; ".join(str(part) for part in rule.lengths)
        if not started or None in started or not self.register.complete(rule.body, None, min(_days(started))):
            missing = "a record of everybody who took a seat, from the beginning"
            told = f"whose terms were the first cannot be told; required: {need}"
            yield (
                Instance(),
                Finding(State.UNKNOWN, told, evidence=Evidence.MISSING, missing_record=missing),
            )
            return
        begin = min(_days(started))
        first = [one for one in holdings if one.since.civil == begin]
        events = tuple(one.took for one in first if one.took)
        fits = {part: [one for one in first if self._fits(one, part, begin)] for part in rule.lengths}
        told = "; ".join(part.told(len(found)) for part, found in fits.items())
        unsaid = any(part.member for part in rule.lengths)
        open_ = [one for one in first if not one.ends or not one.ends.civil or (unsaid and one.member is None)]
        message = f"of those who took their seats on {said(begin)}, the terms are {told}; required: {need}"
        over = any(len(found) > part.count for part, found in fits.items())
        strange = any(one not in open_ and not any(one in found for found in fits.values()) for one in first)
        if all(len(found) == part.count for part, found in fits.items()) and not strange:
            yield Instance(), Finding(State.SATISFIED, message, actual=begin, events=events)
        elif over or strange or (not open_ and len(first) >= sum(part.count for part in rule.lengths)):
            yield Instance(), Finding(State.VIOLATED, message, actual=begin, events=events, fix=need)
        else:
            whose = ", and in the column `subject`, for whom" if any(part.member for part in rule.lengths) else ""
            missing = f"in the column `until`, when each of the first terms ends{whose}"
            yield (
                Instance(),
                Finding(
                    State.UNKNOWN,
                    message,
                    actual=begin,
                    evidence=Evidence.MISSING,
                    missing_record=missing,
                    events=events,
                ),
            )

    def _fits(self, one: Holding, part: FirstLength, begin: date) -> bool:
        last = part.length.last_day(begin, self._counting).day
        return bool(one.ends and one.ends.civil == last) and part.member in {None, one.member}

    # ---- how often ------------------------------------------------------------------------------

    def appointed(self, rule: AppointedOften) -> Found:
        """Judge whether each member appoints anew in each stretch of the cycle."""
        holdings = self.register.of(rule.body)
        for number in self._stretches(rule, holdings):
            stretch = rule.cycle.stretch(number, self._counting)
            for member in self.agreement.members_of(rule.group, stretch.first):
                label = rule.cycle.label(number, self._counting)
                yield Instance(member, period=label), self._appointed(rule, holdings, member, stretch, label)

    def _stretches(self, rule: AppointedOften, holdings: tuple[Holding, ...]) -> range:
        entries = [e for e in self.register.completeness.entries if e.speaks_of(TAKES_OFFICE, rule.body)]
        declared = min((e.start or date.min for e in entries), default=None)
        rows = _days([one.since.civil for one in holdings])
        starts = [day for day in (self.agreement.commencement.adopted, declared) if day and day != date.min]
        begin = max(starts, default=min(rows, default=self.register.as_of))
        first = rule.cycle.number(min(begin, self.register.as_of), self._counting)
        if starts and rule.cycle.stretch(first, self._counting).first < begin:
            first += 1  # a year that had begun before the duty, or before the record, is not judged
        return range(first, rule.cycle.number(self.register.as_of, self._counting) + 1)

    def _appointed(
        self, rule: AppointedOften, holdings: tuple[Holding, ...], member: str, stretch: Stretch, label: str
    ) -> Finding:
        took = [(one.member, one.took) for one in holdings if one.took]
        sure = [event for of, event in took if of == member and _in(event, stretch)]
        maybe = [event for of, event in took if of in {member, None} and _may_be_in(event, stretch)]
        who = self.agreement.title_of(member)
        if sure:
            told = f"{who} appointed {sure[0].actor} on {sure[0].when}, in {label}"
            return Finding(State.SATISFIED, told, due=stretch.last, actual=sure[0].when.civil, events=tuple(sure[:1]))
        told = f"no appointment by {who} is recorded in {label}"
        due, missing = stretch.last, f"an appointment by {who} from {stretch.first} to {stretch.last}"
        if self.register.as_of <= due:
            return Finding(State.PENDING, told, due=due, evidence=Evidence.MISSING)
        if not maybe and self.settings.completeness.covers(TAKES_OFFICE, rule.body, stretch.first, due):
            told += ", and the log is declared complete"
            return Finding(State.VIOLATED, told, due=due, evidence=Evidence.MISSING)
        return Finding(
            State.UNKNOWN, told, due=due, evidence=Evidence.MISSING, missing_record=missing, events=tuple(maybe[:1])
        )


def _in(event: Event, stretch: Stretch) -> bool:
    first, last = event.when.first, event.when.last
    return first is not None and last is not None and stretch.first <= first and last <= stretch.last


def _may_be_in(event: Event, stretch: Stretch) -> bool:
    return (event.when.first or date.min) <= stretch.last and (event.when.last or date.max) >= stretch.first


def _days(days: list[date | None]) -> list[date]:
    return [day for day in days if day]


def vacancies(model: Model, register: Register, body: str) -> tuple[Event, ...]:
    """Return for each seat that was left before its term was over the row that says so, as an event of its own."""
    terms = (one.rule for one in model.kept if isinstance(one.rule, TermKept) and one.rule.body == body)
    length = next((term.length for term in terms), None)
    found = []
    for holding in register.of(body):
        if holding.left is None or holding.renewed:
            continue
        start, end = holding.since.civil, holding.ends.civil if holding.ends else None
        if end is None and length and start:
            end = length.last_day(start, model.agreement.counting).day
        if end is None or (holding.left.when.first or date.min) < end:
            event_id = holding.left.event_id or holding.person
            seat = holding.left.subject or holding.member
            found.append(evolve(holding.left, activity=VACANCY, event_id=event_id, case_id=None, subject=seat))
    return tuple(found)
