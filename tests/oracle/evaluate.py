"""The rules of both amendment procedures, written out a second time by hand.

One procedure after the other; every choice that semantics.md leaves open is listed in README.md.
"""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from .days import calendar_days_before, eastern, working_days_before

VIOLATED, NO_EFFECT, UNKNOWN, PENDING = "violated", "no_effect", "unknown", "pending"
HOLDING, SATISFIED, NOT_APPLICABLE = "holding", "satisfied", "not_applicable"
WORST_FIRST = [VIOLATED, NO_EFFECT, UNKNOWN, PENDING, HOLDING, SATISFIED, NOT_APPLICABLE]

DISTRICTS = [
    "attleboro",
    "bellingham",
    "blackstone_millville",
    "easton",
    "foxborough",
    "franklin",
    "hopedale",
    "king_philip",
    "mansfield",
    "milford",
    "norfolk",
    "norton",
    "north_attleborough",
    "plainville",
    "swansea",
    "tri_county",
    "uxbridge",
    "walpole",
    "wrentham",
]
TOWNS = ["lanesborough", "williamstown"]
STATE = ["dese", "bese", "commissioner"]
KNOWN = {
    "bi_county": {
        *DISTRICTS,
        *STATE,
        "executive_director",
        "board_chair",
        "board",
        "appointed_representative",
    },
    "mount_greylock": {*TOWNS, *STATE, "committee", "secretary", "selectmen"},
}
NO_CLOCK = datetime.min  # noqa: DTZ901 - sorts before every clock time
GROUPS = {"board": DISTRICTS, "member_district": DISTRICTS, "member_town": TOWNS}

APPROVING = {"approved", "accepted", "adopted", "passed", "granted"}
REFUSING = {"rejected", "refused", "denied", "failed"}
NOT_HAPPENED = {"scheduled", "pending", "no_vote"}

# what each step needs: its orders, `at`, `passed`, `carried` and `valid only if`
# (a step declared `before` another one is needed by that other one)
NEEDS = {
    "bi_county": {
        "first_reading": ["written_proposal"],
        "dese_submission": ["first_reading"],
        "dese_review": ["dese_submission"],
        "dese_changes": ["dese_review"],
        "second_notice": ["dese_review"],
        "second_reading": ["first_reading", "dese_review"],
        "board_vote": ["second_reading"],
        "district_submission": ["board_vote"],
        "district_vote": ["district_submission"],
        "commissioner_submission": ["district_vote"],
        "bese_approval": ["commissioner_submission"],
        "effective": ["district_vote", "bese_approval"],
    },
    "mount_greylock": {
        "selectmen_notice": ["initiation"],
        "town_meeting_vote": ["selectmen_notice", "commissioner_presentation"],
        "commissioner_approval": ["town_meeting_vote"],
        "effective": ["town_meeting_vote", "commissioner_approval"],
    },
}


@dataclass(frozen=True)
class Expected:
    step: str
    aspect: str
    member: str | None
    state: str
    due: str | None
    actual: str | None
    clause: str
    round: int = 1


@dataclass(frozen=True)
class When:
    """The days that a record can mean, with the clock time where it is known."""

    lo: date
    hi: date
    moment: datetime | None = None

    @property
    def exact(self) -> bool:
        return self.lo == self.hi

    @property
    def iso(self) -> str | None:
        return self.lo.isoformat() if self.exact else None


@dataclass(frozen=True)
class Event:
    row: dict
    when: When

    def cell(self, column: str) -> str:
        return (self.row.get(column) or "").strip()

    def number(self, column: str) -> int | None:
        text = self.cell(column)
        return int(text) if text else None


def month(text: str) -> tuple[date, date]:
    first = date(int(text[:4]), int(text[5:7]), 1)
    last = first
    while last.month == first.month:
        last = date.fromordinal(last.toordinal() + 1)
    return first, date.fromordinal(last.toordinal() - 1)


def read_time(text: str) -> When:
    text = text.strip()
    if not text:
        return When(date.min, date.max)
    if "/" in text:
        start, end = text.split("/")
        return When(read_time(start).lo, read_time(end).hi)
    if "T" in text or " " in text:
        moment = eastern(datetime.fromisoformat(text))
        return When(moment.date(), moment.date(), moment)
    if len(text) == 7:
        return When(*month(text))
    day = date.fromisoformat(text)
    return When(day, day)


def first_of(whens: list[When]) -> When | None:
    """The first occurrence of several; its clock time only if every record of that day has one."""
    if not whens:
        return None
    lo, hi = min(w.lo for w in whens), min(w.hi for w in whens)
    if lo != hi:
        return When(lo, hi)
    clocks = [w.moment for w in whens if w.lo == lo]
    return When(lo, hi, None if None in clocks else min(clocks))


def comes_after(own: When, anchor: When) -> bool | None:
    """True or False if every possible day agrees; a tie is settled by clock times only."""
    if own.lo > anchor.hi:
        return True
    if own.hi < anchor.lo:
        return False
    if own.exact and anchor.exact and own.moment and anchor.moment and own.moment != anchor.moment:
        return own.moment > anchor.moment
    return None


def back(day: date, count: int, unit: str) -> date:
    if day.year < 1000 or day.year > 9000:  # the open ends of an unknown day
        return day
    return working_days_before(day, count) if unit == "working days" else calendar_days_before(day, count)


def sort_key(event: Event) -> tuple:
    return (event.when.lo, event.when.hi, event.when.moment or NO_CLOCK)


def all_of(*values: bool | None) -> bool | None:
    if False in values:
        return False
    return None if None in values else True


def truth(value: bool | None, broken: str) -> str:
    return UNKNOWN if value is None else SATISFIED if value else broken


# -------------------- votes, section 5


def declared(event: Event) -> bool | None:
    word = event.cell("outcome").lower()
    return True if word in APPROVING else False if word in REFUSING else None


def cast_votes(event: Event) -> int:
    return sum(event.number(c) or 0 for c in ("votes_for", "votes_against", "votes_abstain"))


def conflict(event: Event) -> bool:
    present = event.number("members_present")
    return present is not None and cast_votes(event) > present


def majority_of_present(event: Event, seats: int) -> bool | None:
    """More than half of those present; an unknown attendance lies between the votes cast and all seats."""
    if conflict(event):
        return None
    ayes, present = event.number("votes_for"), event.number("members_present")
    if ayes is None:
        return declared(event)
    if present is not None:
        return ayes > Fraction(1, 2) * present
    if ayes > Fraction(1, 2) * seats:
        return True
    if ayes <= Fraction(1, 2) * cast_votes(event):
        return False
    return declared(event)


def two_thirds_of_seats(event: Event, seats: int) -> bool | None:
    ayes = event.number("votes_for")
    return None if ayes is None or conflict(event) else ayes >= Fraction(2, 3) * seats


def majority_of_votes(event: Event) -> bool | None:
    ayes, noes = event.number("votes_for"), event.number("votes_against")
    if conflict(event):
        return None
    if ayes is None or noes is None:
        return declared(event)
    return ayes > Fraction(1, 2) * (ayes + noes)


def enough_present(event: Event, seats: int) -> bool | None:
    present = event.number("members_present")
    return None if present is None else present > Fraction(1, 2) * seats


def every_town_present(event: Event) -> bool | None:
    if "members_present_by" not in event.row:
        return True  # the log has no such column: no verdict on this part
    text = event.cell("members_present_by")
    if not text:
        return None
    counts = {name.strip(): int(count) for name, count in (part.split("=") for part in text.split(";"))}
    return all(counts.get(town, 0) >= 1 for town in TOWNS)


@dataclass
class Carry:
    """How the votes of all members stand together."""

    state: str
    status: str  # carried, failed, absent (not carried so far), unclear
    when: When | None = None  # the day on which it carried, or the last vote
    members: int = 0
    noes: int = 0  # members who voted and surely did not approve
    missing: int = 0


# -------------------- one case


class Book:
    """The rows of one case as of a day, and the verdicts written so far."""

    def __init__(self, agreement: str, rows: list[dict], as_of: date, complete_through: date | None):
        self.agreement = agreement
        self.as_of = as_of
        self.through = min(complete_through, as_of) if complete_through else None
        self.full = self.through == as_of
        self.expected: list[Expected] = []
        replaced = {(row.get("corrects") or "").strip() for row in rows} - {""}
        self.events: dict[str, list[Event]] = {}
        for row in rows:
            if (row.get("event_id") or "").strip() in replaced:
                continue
            event = Event(row, read_time(row.get("timestamp") or ""))
            if event.when.lo <= as_of and event.cell("outcome").lower() not in NOT_HAPPENED:
                self.events.setdefault(event.cell("activity"), []).append(event)
        for events in self.events.values():
            events.sort(key=sort_key)

    # records

    def of(self, step: str) -> list[Event]:
        if step == "initiation":
            return self.of("committee_initiation") + self.of("voter_petition")
        return self.events.get(step, [])

    def by_actor(self, step: str, member: str) -> list[Event]:
        return [e for e in self.of(step) if e.cell("actor") == member]

    def served(self, step: str, member: str) -> list[When]:
        """The times at which the member was served; an empty recipient counts for all that the step names."""
        times = []
        for event in self.of(step):
            named = [name.strip() for name in event.cell("recipient").split(";") if name.strip()]
            if not named or member in named or any(member in GROUPS.get(name, []) for name in named):
                times.append(event.when)
        return times

    def first(self, step: str) -> When | None:
        return first_of([e.when for e in self.of(step)])

    def dependents(self, step: str) -> list[str]:
        found, grown = {step}, True
        while grown:
            more = {s for s, needs in NEEDS[self.agreement].items() if found & set(needs)} - found
            found, grown = found | more, bool(more)
        return sorted(found - {step})

    def later(self, step: str) -> list[When]:
        """First occurrences of the recorded steps that need this one."""
        return [when for s in self.dependents(step) if (when := self.first(s))]

    def covers(self, whens: list[When]) -> bool:
        return self.full or any(self.through is not None and self.through >= w.hi for w in whens)

    # verdicts

    def write(self, step, aspect, state, clause, *, member=None, due=None, actual=None, round_=1) -> None:
        iso = actual.iso if isinstance(actual, When) else actual
        self.expected.append(Expected(step, aspect, member, state, due, iso, clause, round_))

    def missing(self, step: str, kind: str, anchor_step: str, anchor: str, later: list[When] | None = None) -> str:
        """A step without record or due date. The anchor is there, absent, failed or unclear."""
        later = self.later(step) if later is None else later
        if anchor == "failed":
            return NOT_APPLICABLE
        if later:
            if anchor == "unclear" or not self.covers(later):
                return UNKNOWN
            return {"duty": VIOLATED, "vote": NO_EFFECT, "outside": UNKNOWN}[kind]
        if anchor == "absent":
            return self.no_anchor(anchor_step)
        if anchor == "unclear":
            return UNKNOWN
        return PENDING if self.full else UNKNOWN

    def no_anchor(self, anchor_step: str, *, own_recorded: bool = False) -> str:
        if self.full:
            return NOT_APPLICABLE
        return UNKNOWN if own_recorded or self.later(anchor_step) else PENDING

    def beside(self, *, failed: bool = False) -> str:
        """A further constraint of a step without record: its missing verdict is written elsewhere."""
        return NOT_APPLICABLE if failed or self.full else UNKNOWN

    def beside_with_anchor(self, step: str, anchor_step: str, owed: bool, later: list[When] | None = None) -> str:
        later = self.later(step) if later is None else later
        if not owed and not later and not self.of(anchor_step):
            return self.no_anchor(anchor_step)
        return self.beside()

    def order(self, own: list[When], anchor_step: str, anchor: When | None, broken: str, *, before=False):
        """State and date of a recorded step's order: met by any of its records."""
        first = first_of(own)
        if anchor is None:
            return self.no_anchor(anchor_step, own_recorded=True), first
        results = [(comes_after(anchor, w) if before else comes_after(w, anchor), w) for w in own]
        good = [w for result, w in results if result]
        if good:
            return SATISFIED, first_of(good)
        return (UNKNOWN if any(r is None for r, _ in results) else broken), first

    def lead(self, step: str, own: list[When], anchor_step: str, count: int, unit: str = "working days"):
        """`at least N before`: state, due, actual."""
        anchor = self.first(anchor_step)
        if anchor is None:
            return self.no_anchor(anchor_step, own_recorded=bool(self.of(step))), None, first_of(own)
        due_lo, due_hi = back(anchor.lo, count, unit), back(anchor.hi, count, unit)
        due = due_lo.isoformat() if anchor.exact else None
        if own:
            good = [w for w in own if w.hi <= due_lo]
            if good:
                return SATISFIED, due, first_of(good)
            return (VIOLATED if all(w.lo > due_hi for w in own) else UNKNOWN), due, first_of(own)
        last = back(min(anchor.hi, self.as_of), count, unit)
        if self.through is not None and self.through >= last and self.as_of > last:
            return VIOLATED, due, None
        return (PENDING if self.as_of <= due_lo else UNKNOWN), due, None

    def actor(self, step: str, allowed: list[str], broken: str, clause: str) -> None:
        events = self.of(step)
        if not events:
            self.write(step, "by", self.beside(), clause)
            return
        for event in events:
            if event.cell("actor") in allowed:
                self.write(step, "by", SATISFIED, clause, actual=event.when)
                return
        surely_wrong = all(e.cell("actor") in KNOWN[self.agreement] for e in events)
        self.write(step, "by", broken if surely_wrong else UNKNOWN, clause, actual=events[0].when)

    def carry(self, vote: str, members: list[str], need: int, approves) -> Carry:
        events = sorted((e for m in members for e in self.by_actor(vote, m)), key=sort_key)
        current: dict[str, tuple[bool | None, When]] = {}
        carried = None
        for event in events:
            current[event.cell("actor")] = (approves(event), event.when)
            ayes = [when for yes, when in current.values() if yes]
            if len(ayes) >= need and carried is None:
                carried = list(ayes)
        if carried is not None:
            if len(events) == len(current):  # nobody voted twice: any record may be the early one
                carried = [when for yes, when in current.values() if yes]
            return Carry(SATISFIED, "carried", self.kth(carried, need), len(members))
        ayes = sum(1 for yes, _ in current.values() if yes)
        unclear = sum(1 for yes, _ in current.values() if yes is None)
        missing = len(members) - len(current)
        relying = self.later(vote)
        lasts = [when for _, when in current.values()]
        last = When(max(w.lo for w in lasts), max(w.hi for w in lasts)) if lasts else None
        noes = len(current) - ayes - unclear
        if ayes + unclear >= need:
            state, status = UNKNOWN, "unclear"
        elif not missing or (relying and self.covers(relying)):
            state, status = NO_EFFECT, "failed"
        else:
            state, status = (PENDING if self.full else UNKNOWN), "absent"
        return Carry(state, status, last, len(members), noes, missing)

    @staticmethod
    def kth(whens: list[When], need: int) -> When:
        """The record that made it enough: the need-th of all."""
        lo = sorted(w.lo for w in whens)[need - 1]
        hi = sorted(w.hi for w in whens)[need - 1]
        if lo != hi or any(w.moment is None for w in whens if w.lo <= lo <= w.hi):
            return When(lo, hi)
        by_clock = sorted((w.lo, w.moment or NO_CLOCK) for w in whens)
        return When(lo, hi, by_clock[need - 1][1])

    # effects and approvals, alike in both procedures

    def effect(self, carry: Carry, vote: str, need: int, approval: str, clause: str) -> None:
        own = self.of("effective")
        if own:
            day = own[0].when
            value = all_of(self.carried_by(carry, need, day), self.granted_by(approval, day))
            self.write("effective", "validity", truth(value, NO_EFFECT), clause, actual=day)
            return
        approvals = self.of(approval)
        answers = [declared(e) for e in approvals]
        refused = bool(approvals) and all(a is False for a in answers)
        if carry.status == "failed" or refused:
            state = NOT_APPLICABLE
        elif carry.status == "unclear" or (approvals and True not in answers):
            state = UNKNOWN
        elif carry.status == "carried" and approvals:
            state = PENDING if self.full else UNKNOWN
        else:
            absent = [vote] if carry.status == "absent" else []
            absent += [] if approvals else [approval]
            states = [self.no_anchor(step) for step in absent]
            state = min(states, key=WORST_FIRST.index)
        self.write("effective", "validity", state, clause)

    def carried_by(self, carry: Carry, need: int, day: When) -> bool | None:
        """Had it carried at the end of the day?"""
        if carry.status == "carried":
            return True if carry.when.hi <= day.lo else False if carry.when.lo > day.hi else None
        if carry.members - carry.noes < need:
            return False
        absent_is_false = self.through is not None and self.through >= min(day.hi, self.as_of)
        possible = carry.members - carry.noes - (carry.missing if absent_is_false else 0)
        return False if possible < need else None

    def granted_by(self, approval: str, day: When) -> bool | None:
        events = self.of(approval)
        if not events:
            return False if self.through is not None and self.through >= min(day.hi, self.as_of) else None
        yes = [e.when for e in events if declared(e)]
        if any(w.hi <= day.lo for w in yes):
            return True
        open_ = [e.when for e in events if declared(e) is not False]
        return None if any(w.lo <= day.hi for w in open_) else False

    def approval(self, step: str, carry_anchor: tuple[str, str, When | None], by: list[str], clause: str) -> None:
        """An approval by the state: its order, its outcome, its actor."""
        anchor_step, status, anchor = carry_anchor
        events = self.of(step)
        aspect = f"order:{anchor_step}"
        if events:
            if status == "unclear":
                state, actual = UNKNOWN, events[0].when
            else:
                state, actual = self.order([events[0].when], anchor_step, anchor, NO_EFFECT)
            self.write(step, aspect, state, clause, actual=actual)
            answers = [declared(e) for e in events]
            granted = True if True in answers else None if None in answers else False
            self.write(step, "granted", truth(granted, NO_EFFECT), clause, actual=events[0].when)
        else:
            self.write(step, aspect, self.missing(step, "outside", anchor_step, status), clause)
            self.write(step, "granted", self.beside(failed=status == "failed"), clause)
        if not events and status == "failed":
            self.write(step, "by", NOT_APPLICABLE, clause)
        else:
            self.actor(step, by, NO_EFFECT, clause)


# -------------------- Bi-County, Section VIII


def bi_county(book: Book) -> None:
    of, first, write = book.of, book.first, book.write

    # A: proposal, open to any of
    proposals = of("proposal")
    write("proposal", "done", SATISFIED if proposals else NOT_APPLICABLE, "VIII.A", actual=first("proposal"))
    if proposals:
        book.actor("proposal", [*DISTRICTS, "appointed_representative", "executive_director"], NO_EFFECT, "VIII.A")
    else:
        write("proposal", "by", NOT_APPLICABLE, "VIII.A")

    # B: written proposal and first notice
    parts = [
        book.lead("written_proposal", book.served("written_proposal", office), "first_reading", 20)
        for office in ("executive_director", "board_chair")
    ]
    state = min((p[0] for p in parts), key=WORST_FIRST.index)
    served = [p[2] for p in parts]
    actual = None if None in served else max(served, key=lambda w: (w.lo, w.hi))
    write("written_proposal", "lead", state, "VIII.B", due=parts[0][1], actual=actual)
    same_actor(book)
    for member in DISTRICTS:
        own = book.served("first_notice", member)
        state, due, actual = book.lead("first_notice", own, "first_reading", 10)
        write("first_notice", "lead", state, "VIII.B", member=member, due=due, actual=actual)
    book.actor("first_notice", ["executive_director"], VIOLATED, "VIII.B")

    # C and D - first reading, submission, review, changes
    simple_order(book, "first_reading", "written_proposal", "duty", "VIII.C", any_record=False)
    simple_order(book, "dese_submission", "first_reading", "duty", "VIII.C", recipient="dese")
    book.actor("dese_submission", ["executive_director"], VIOLATED, "VIII.C")
    simple_order(book, "dese_review", "dese_submission", "outside", "VIII.D", any_record=False)
    book.actor("dese_review", ["dese"], NO_EFFECT, "VIII.D")
    changes = [e.when for e in of("dese_changes")]
    if changes:
        state, actual = book.order(changes, "dese_review", first("dese_review"), VIOLATED)
        write("dese_changes", "order:dese_review", state, "VIII.D", actual=actual)
        book.actor("dese_changes", ["executive_director"], VIOLATED, "VIII.D")
        called = {changes_asked(book, day) for day in (changes[0].lo, changes[0].hi)}
        sure = called.pop() if len(called) == 1 else None
        write("dese_changes", "when", truth(sure, NO_EFFECT), "VIII.D", actual=changes[0])
    else:
        write("dese_changes", "order:dese_review", NOT_APPLICABLE, "VIII.D")
        write("dese_changes", "by", NOT_APPLICABLE, "VIII.D")

    # E: second notice
    review = first("dese_review")
    for member in DISTRICTS:
        own = book.served("second_notice", member)
        if own:
            state, actual = book.order(own, "dese_review", review, VIOLATED)
        else:
            state, actual = book.beside_with_anchor("second_notice", "dese_review", owed=bool(review)), None
        write("second_notice", "order:dese_review", state, "VIII.E", member=member, actual=actual)
        state, due, actual = book.lead("second_notice", own, "second_reading", 10)
        write("second_notice", "lead", state, "VIII.E", member=member, due=due, actual=actual)
    book.actor("second_notice", ["executive_director"], VIOLATED, "VIII.E")

    # F: second reading, Board vote, submission to the member districts
    second_reading(book)
    passed, vote_when = board_vote(book)
    for member in DISTRICTS:
        own = book.served("district_submission", member)
        if own:
            state, actual = book.order(own, "board_vote", vote_when, VIOLATED)
        else:
            state, actual = book.missing("district_submission", "duty", "board_vote", passed), None
        write("district_submission", "order:board_vote", state, "VIII.F", member=member, actual=actual)
    if passed == "failed" and not of("district_submission"):
        write("district_submission", "by", NOT_APPLICABLE, "VIII.F")
    else:
        book.actor("district_submission", ["board_chair"], VIOLATED, "VIII.F")

    # G: district votes, submission to the Commissioner, approval
    need = 0
    while not need > Fraction(1, 2) * len(DISTRICTS):
        need += 1
    carry = book.carry("district_vote", DISTRICTS, need, district_approves)
    district_votes(book, carry)
    when = carry.when if carry.status == "carried" else None
    write("district_vote", "carries", carry.state, "VIII.G", actual=when)
    filings = book.served("commissioner_submission", "commissioner")
    anchor = carry.when if carry.status in ("carried", "failed") else None
    if filings and carry.status == "unclear":
        state, actual = UNKNOWN, first_of(filings)
    elif filings:
        state, actual = book.order(filings, "district_vote", anchor, VIOLATED)
    else:
        state, actual = book.missing("commissioner_submission", "duty", "district_vote", carry.status), None
    write("commissioner_submission", "order:district_vote", state, "VIII.G", actual=actual)
    submitted = first("commissioner_submission")
    status = "there" if submitted else "absent"
    book.approval("bese_approval", ("commissioner_submission", status, submitted), ["bese", "commissioner"], "VIII.G")

    # clause H
    book.effect(carry, "district_vote", need, "bese_approval", "VIII.H")


def changes_asked(book: Book, day: date) -> bool | None:
    """Say whether the review had asked for changes by the end of a day."""
    reviews = book.of("dese_review")
    known = [e for e in reviews if e.when.hi <= day]
    if any(e.cell("outcome") == "changes_required" for e in known):
        return True
    if any(e.when.lo <= day < e.when.hi for e in reviews):
        return None
    if not known:
        return False if book.covers([When(day, day)]) else None
    return False if all(declared(e) for e in known) else None


def same_actor(book: Book) -> None:
    """The written proposal comes from whoever proposed."""
    events, proposals = book.of("written_proposal"), book.of("proposal")
    if not events:
        state = book.beside()
    elif not proposals:
        state = NOT_APPLICABLE if book.full else UNKNOWN
    else:
        proposer, writers = proposals[0].cell("actor"), [e.cell("actor") for e in events]
        known = KNOWN["bi_county"]
        if proposer in known and proposer in writers:
            state = SATISFIED
        else:
            state = VIOLATED if proposer in known and all(w in known for w in writers) else UNKNOWN
    book.write("written_proposal", "by", state, "VIII.B", actual=events[0].when if events else None)


def simple_order(book, step, anchor_step, kind, clause, *, recipient=None, any_record=True) -> None:
    """One step, one `after`."""
    own = book.served(step, recipient) if recipient else [e.when for e in book.of(step)]
    anchor = book.first(anchor_step)
    if own:
        broken = VIOLATED if kind == "duty" else NO_EFFECT
        state, actual = book.order(own if any_record else [first_of(own)], anchor_step, anchor, broken)
    else:
        state, actual = book.missing(step, kind, anchor_step, "there" if anchor else "absent"), None
    book.write(step, f"order:{anchor_step}", state, clause, actual=actual)


def second_reading(book: Book) -> None:
    step, clause = "second_reading", "VIII.F"
    own, reading, review = book.first(step), book.first("first_reading"), book.first("dese_review")
    if own is None:
        state = book.missing(step, "duty", "first_reading", "there" if reading else "absent")
        book.write(step, "order:first_reading", state, clause)
        beside = book.beside_with_anchor(step, "dese_review", bool(reading and review))
        book.write(step, "order:dese_review", beside, clause)
        passed = next((m for m in regular_meetings(book) if review and m.lo > review.hi), None)
        if passed and book.covers([passed]):
            late = book.as_of > passed.hi
            book.write(step, "next_meeting", VIOLATED if late else PENDING, clause, due=passed.iso)
        else:
            book.write(step, "next_meeting", beside, clause)
        return
    for anchor_step, anchor in (("first_reading", reading), ("dese_review", review)):
        state, actual = book.order([own], anchor_step, anchor, VIOLATED)
        book.write(step, f"order:{anchor_step}", state, clause, actual=actual)
    book.write(step, "next_meeting", next_meeting(book, own, review), clause, actual=own)


def regular_meetings(book: Book) -> list[When]:
    meetings = [e for e in book.of("meeting") if e.cell("body") == "board"] + book.of("first_reading")
    return sorted((e.when for e in meetings if e.cell("meeting_kind") in ("", "regular")), key=lambda w: w.lo)


def next_meeting(book: Book, own: When, review: When | None) -> str:
    if review is None:
        return book.no_anchor("dese_review", own_recorded=True)
    if own.hi <= review.lo:  # civil days: the same day fails
        return VIOLATED
    if book.of("second_reading")[0].cell("meeting_kind") == "special":
        return VIOLATED
    regular = regular_meetings(book)
    if any(m.lo > review.hi and m.hi < own.lo for m in regular):
        return VIOLATED
    perhaps = any(m.hi > review.lo and m.lo < own.hi for m in regular)
    if perhaps or own.lo <= review.hi:
        return UNKNOWN
    return SATISFIED if book.covers([own]) else UNKNOWN


def board_vote(book: Book) -> tuple[str, When | None]:
    """Verdicts on every vote, one round each; returns whether and when the Board approved."""
    step, votes, readings = "board_vote", book.of("board_vote"), book.of("second_reading")
    if not votes:
        anchor = "there" if readings else "absent"
        state = book.missing(step, "vote", "second_reading", anchor)
        book.write(step, "meeting", state, "VIII.F")
        book.write(step, "threshold", book.beside(), "VIII.F")
        book.write(step, "quorum", book.beside(), "IV.B")
        book.actor(step, ["board"], NO_EFFECT, "VIII.F")
        return "absent", None
    results: list[tuple[bool | None, When]] = []
    for number, vote in enumerate(votes, start=1):
        day = vote.when
        fresh = [r.when for r in readings if number == 1 or r.when.lo > votes[number - 2].when.hi]
        reading = first_of(fresh or [r.when for r in readings])
        if reading is None:
            state = book.no_anchor("second_reading", own_recorded=True)
        elif day.hi < reading.lo or day.lo > reading.hi:
            state = NO_EFFECT
        else:
            state = SATISFIED if day.exact and reading.exact else UNKNOWN
        book.write(step, "meeting", state, "VIII.F", actual=day, round_=number)
        result = majority_of_present(vote, len(DISTRICTS))
        results.append((result, day))
        book.write(step, "threshold", truth(result, NO_EFFECT), "VIII.F", actual=day, round_=number)
        quorum = truth(enough_present(vote, len(DISTRICTS)), NO_EFFECT)
        book.write(step, "quorum", quorum, "IV.B", actual=day, round_=number)
        actor = vote.cell("actor")
        by = SATISFIED if actor == "board" else NO_EFFECT if actor in KNOWN["bi_county"] else UNKNOWN
        book.write(step, "by", by, "VIII.F", actual=day, round_=number)
    return result_of(results)


def result_of(results: list[tuple[bool | None, When]]) -> tuple[str, When | None]:
    """The first vote that passed; else one that may have; else the first that failed."""
    for wanted, status in ((True, "there"), (None, "unclear"), (False, "failed")):
        for result, when in results:
            if result is wanted:
                return status, when
    return "absent", None


def district_approves(event: Event) -> bool | None:
    ayes, noes = event.number("votes_for"), event.number("votes_against")
    if ayes is not None and noes is not None:
        return None if conflict(event) else ayes > noes
    return declared(event)


def district_votes(book: Book, carry: Carry) -> None:
    step, clause, aspect = "district_vote", "VIII.G", "order:district_submission"
    submitted, later = book.first("district_submission"), book.later("district_vote")
    for member in DISTRICTS:
        votes = book.by_actor(step, member)
        for number, vote in enumerate(votes, start=1):
            state, actual = book.order([vote.when], "district_submission", submitted, NO_EFFECT)
            book.write(step, aspect, state, clause, member=member, actual=actual, round_=number)
        if votes:
            continue
        if carry.status == "carried":
            state = NOT_APPLICABLE
        elif carry.status == "unclear":
            state = UNKNOWN
        else:
            # one silent district among others that voted is nobody's missing link
            relied = [] if book.of(step) else later
            anchor = "there" if submitted else "absent"
            state = book.missing(step, "outside", "district_submission", anchor, relied)
        book.write(step, aspect, state, clause, member=member)


# -------------------- Mount Greylock, Section XII


def mount_greylock(book: Book) -> None:
    of, first, write, clause = book.of, book.first, book.write, "XII.B"
    started, started_when = initiation(book)

    # notices to the selectmen of each town
    for town in TOWNS:
        own, vote = (
            book.served("selectmen_notice", town),
            first_of([e.when for e in book.by_actor(VOTE, town)]),
        )
        whens = [vote, first("commissioner_approval"), first("effective")]
        later = [w for w in whens if w]
        if own:
            state, actual = book.order(own, "initiation", started_when, VIOLATED)
            write("selectmen_notice", "order:initiation", state, clause, member=town, actual=actual)
            state, actual = book.order(own, VOTE, vote, VIOLATED, before=True)
        else:
            state = book.missing("selectmen_notice", "duty", "initiation", started, later)
            write("selectmen_notice", "order:initiation", state, clause, member=town)
            owed = started in ("there", "unclear")
            state = book.beside_with_anchor("selectmen_notice", VOTE, owed, later)
            state, actual = (NOT_APPLICABLE if started == "failed" else state), None
        write("selectmen_notice", f"order:{VOTE}", state, clause, member=town, actual=actual)
    if started == "failed" and not of("selectmen_notice"):
        write("selectmen_notice", "by", NOT_APPLICABLE, clause)
    else:
        book.actor("selectmen_notice", ["secretary"], VIOLATED, clause)

    # the warrant article follows the initiation and is shown by the town's vote
    for town in TOWNS:
        voted = bool(book.by_actor(VOTE, town))
        state = SATISFIED if voted else book.missing("warrant_article", "duty", "initiation", started)
        write("warrant_article", "order:initiation", state, clause, member=town)
        if not voted:
            owed = started in ("there", "unclear")
            state = book.beside_with_anchor("warrant_article", VOTE, owed, [])
            state = NOT_APPLICABLE if started == "failed" else state
        write("warrant_article", f"order:{VOTE}", state, clause, member=town)

    # presentation before every town vote
    own = book.served("commissioner_presentation", "commissioner")
    firsts = [w for town in TOWNS if (w := first_of([e.when for e in book.by_actor(VOTE, town)]))]
    if own and firsts:
        orders = [book.order(own, VOTE, w, VIOLATED, before=True) for w in firsts]
        state, actual = min((o[0] for o in orders), key=WORST_FIRST.index), first_of(own)
    elif own:
        state, actual = book.no_anchor(VOTE, own_recorded=True), first_of(own)
    else:
        anchor = "there" if firsts else "absent"
        state, actual = book.missing("commissioner_presentation", "duty", VOTE, anchor), None
    write("commissioner_presentation", f"order:{VOTE}", state, clause, actual=actual)

    # town votes
    later = book.later(VOTE)
    for town in TOWNS:
        votes = book.by_actor(VOTE, town)
        for number, vote in enumerate(votes, start=1):
            write(VOTE, "done", SATISFIED, clause, member=town, actual=vote.when, round_=number)
        if not votes:
            state = PENDING if book.full and not later else UNKNOWN
            write(VOTE, "done", state, clause, member=town)
    carry = book.carry(VOTE, TOWNS, len(TOWNS), majority_of_votes)
    write(VOTE, "carries", carry.state, clause, actual=carry.when if carry.status == "carried" else None)

    # approval and effect
    status = "there" if carry.status == "carried" else carry.status
    anchor = carry.when if carry.status in ("carried", "failed") else None
    book.approval("commissioner_approval", (VOTE, status, anchor), ["commissioner"], clause)
    book.effect(carry, VOTE, len(TOWNS), "commissioner_approval", clause)


VOTE = "town_meeting_vote"


def initiation(book: Book) -> tuple[str, When | None]:
    """Either route; the group is judged once when neither has a record."""
    clause = "XII.B"
    votes, petitions = book.of("committee_initiation"), book.of("voter_petition")
    if not votes and not petitions:
        later = book.later("initiation")
        worst = VIOLATED if later else PENDING
        state = worst if (book.covers(later) if later else book.full) else UNKNOWN
        book.write("initiation", "route", state, clause)
        return "absent", None
    results: list[tuple[bool | None, When]] = []
    if not votes:
        for aspect in ("done", "threshold", "by"):
            book.write("committee_initiation", aspect, NOT_APPLICABLE, clause)
        book.write("committee_initiation", "quorum", NOT_APPLICABLE, "V.F")
    for number, vote in enumerate(votes, start=1):
        day, step = vote.when, "committee_initiation"
        book.write(step, "done", SATISFIED, clause, actual=day, round_=number)
        result = two_thirds_of_seats(vote, 7)
        results.append((result, day))
        book.write(step, "threshold", truth(result, NO_EFFECT), clause, actual=day, round_=number)
        quorum = truth(all_of(enough_present(vote, 7), every_town_present(vote)), NO_EFFECT)
        book.write(step, "quorum", quorum, "V.F", actual=day, round_=number)
        actor = vote.cell("actor")
        by = SATISFIED if actor == "committee" else NO_EFFECT if actor in KNOWN["mount_greylock"] else UNKNOWN
        book.write(step, "by", by, clause, actual=day, round_=number)
    if petitions:
        book.write("voter_petition", "done", SATISFIED, clause, actual=petitions[0].when)
        results.append((True, petitions[0].when))
    else:
        book.write("voter_petition", "done", NOT_APPLICABLE, clause)
    possible = [when for result, when in results if result is not False]
    status, when = result_of(results)
    return status, (first_of(possible) if possible else when)


def evaluate(agreement: str, rows: list[dict], as_of: date, complete_through: date | None) -> list[Expected]:
    """All verdicts that the oracle has an opinion on, for the rows that one case sees."""
    book = Book(agreement, rows, as_of, complete_through)
    {"bi_county": bi_county, "mount_greylock": mount_greylock}[agreement](book)
    return book.expected
