"""What an audit did not check, each with its clause and the reason: a silent log must never read as an all clear."""

from collections.abc import Iterable, Iterator

from agreelint.audit.cases import Cases
from agreelint.audit.decisions import ATTENDANCE
from agreelint.audit.facts import Settings
from agreelint.audit.in_force import ever
from agreelint.audit.instalments import years_of
from agreelint.audit.instances import Instances
from agreelint.audit.keeping import recorded
from agreelint.audit.limits import unjudged
from agreelint.audit.seating import RESIDENCE
from agreelint.audit.standing import judges, keeps_meetings
from agreelint.logs.events import EventLog
from agreelint.model.conditions import columns_of
from agreelint.model.constraints import (
    ActedBy,
    CalledFor,
    Carried,
    ChairVoted,
    Constraint,
    Contents,
    Model,
    Origin,
    QuorumMet,
    Valid,
)
from agreelint.model.entities import Step
from agreelint.model.order import owes
from agreelint.model.tenure import TAKES_OFFICE, Attended, Barred, EligibleTo, StandingRule, StatusOf, posts_of
from agreelint.syntax import nodes


def not_checked(model: Model, log: EventLog, cases: Cases, settings: Settings, procedure: str | None) -> Iterator[str]:
    """Yield what no rule looked at, and every rule that the log has no column or row for."""
    meant = dict(cases.meant)
    for name, number in cases.unused:
        hint = f"; did you mean `{meant[name]}`?" if name in meant else ""
        yield f"activity `{name}` is no step of the agreement: {_rows(number)}{hint}"
    if log.events and not any(event.held for event in log.events):
        yield f"every row says that its act is still to come: {_rows(len(log.events))}"
    if log.refused:
        yield f"{_rows(log.refused)} refused as unreadable; the record counts as incomplete for that reason"
    for name in sorted({case.procedure.id for case in cases.cases}):
        for constraint in model.procedures[name].constraints:
            why = _why_not(model.procedures[name].steps, constraint, settings.columns)
            if why:
                yield _line(constraint.origin, why)
        for step in model.procedures[name].steps.values():
            missing = _lacking(columns_of(step.when), settings.columns) if step.when and step.owed else None
            if missing:
                yield f"{name}.{step.id} (clause {step.clauses.label}): {missing}, so whether it is owed is not known"
    yield from _unanswered(cases)
    if procedure is None:
        yield from _standing(model, cases, settings)
    yield from _law(model, procedure, frozenset(case.procedure.id for case in cases.cases))


def _unanswered(cases: Cases) -> Iterator[str]:
    """Yield the changes that a review asked for and that no row says were made, where no step has to wait for them."""
    for case in cases.cases:
        held = [event for event in case.events if event.held]
        for step in case.procedure.own:
            if step.owed or not isinstance(step.when, nodes.RequiresChanges):
                continue
            review = step.when.step.text
            asks = [e for e in held if e.activity == review and (e.outcome or "").casefold() == "changes_required"]
            if asks and not any(event.activity == step.id for event in held):
                where = f"line {asks[0].line} of {asks[0].file}"
                why = f"{where} asks for changes, and no row of case {case.id} says that they were made"
                yield f"{case.procedure.id}.{step.id} (clause {step.clauses.label}): {why}"


def _law(model: Model, procedure: str | None, seen: frozenset[str]) -> Iterator[str]:
    """Yield what of the law could not be read, or binds nothing here, one line a pack: an audit of it is partial."""
    unread: dict[str, list[str]] = {}
    for gap in model.law.gaps:
        if not gap.procedures or seen & set(gap.procedures):
            unread.setdefault(gap.pack, []).append(f"{gap.title} ({gap.reason})")
    yield from (f"law not read, pack `{pack}`: {'; '.join(found)}" for pack, found in unread.items())
    apart: dict[tuple[str, str], list[str]] = {}
    for one in model.law.apart if procedure is None else ():
        apart.setdefault((one.pack, one.reason), []).append(one.citation)
    for (pack, why), cited in apart.items():
        yield f"law not joined, pack `{pack}`, because {why}: {', '.join(dict.fromkeys(cited))}"
    for other in model.law.given_way if procedure is None else ():
        told = f"the agreement itself says {other.what}, and only that is judged"
        yield f"law that gives way, pack `{other.pack}`, {other.citation}: {told}"


def _why_not(steps: dict[str, Step], constraint: Constraint, columns: frozenset[str]) -> str | None:
    """Say why a rule could not be judged on this log, None if it could."""
    match constraint:
        case ActedBy() if isinstance(steps[constraint.origin.step].actor, nodes.ActorUnstated):
            return "the text does not say who acts"
        case ActedBy():
            return _lacking(("actor",), columns)
        case Contents():
            return _lacking(tuple(column for column, _ in constraint.parts), columns)
        case QuorumMet() if not columns & ATTENDANCE:
            return "the log has no column for attendance or tallies"
        case QuorumMet() if constraint.quorum.each_group and "members_present_by" not in columns:
            return "the log has no column `members_present_by`, so members from each town are not counted"
        case Valid() | CalledFor():
            return _lacking(columns_of(constraint.condition), columns)
        case ChairVoted():
            return _lacking(("chair_voted",), columns)
        case Carried() if any(option.rule.signed for option in constraint.choice.options):
            missing = _lacking(("signed",), columns)
            return f"{missing}, so approvals count without a signature" if missing else None
        case _:
            return None


def _lacking(wanted: Iterable[str], columns: frozenset[str]) -> str | None:
    missing = [f"`{column}`" for column in wanted if column not in columns]
    return f"the log has no column {' or '.join(missing)}" if missing else None


def _standing(model: Model, cases: Cases, settings: Settings) -> Iterator[str]:
    """Yield the rules outside procedures of which the log says nothing."""
    for duty in model.standing:
        if not keeps_meetings(model, settings, cases.acts, duty.body):
            yield _line(duty.origin, f"no rows of activity `meeting` for `{duty.body}`")
        elif not judges(model, settings, cases.acts, duty):
            cycle = duty.often.options[0].rule.cycle.words
            yield _line(duty.origin, f"no {cycle} begins within the record and after this text was adopted")
    record = settings.record
    for one in model.kept if record else ():
        if not ever(one.origin.text, settings.as_of):
            continue  # the law of later days
        if record and not recorded(one, record):
            yield _line(one.origin, _no_record(one.rule))
        elif missing := _lacking(_columns(one.rule), settings.columns):
            yield _line(one.origin, missing)
    for kept in model.limits:
        if why := unjudged(model, kept.limit, cases.figures):
            yield _line(kept.origin, why)
    instances = Instances(model, settings, cases)
    for single in model.outside.values():
        for step in single.own:
            begun = any(ever(constraint.origin.text, settings.as_of) for constraint in single.constraints)
            if begun and owes(single, step) and not instances.spoken_of(single):
                why = f"no rows of activity `{step.id}`, and none are declared complete"
                yield f"{step.id} (clause {step.clauses.label}): {why}"
    silent = (p for p in model.instalments if not years_of(model, p.instalment, cases.figures, cases.payments))
    unpaid = "no row of activity `payment`, no figure of its amount"
    yield from dict.fromkeys(_line(paid.origin, unpaid) for paid in silent)


def _columns(rule: StandingRule) -> tuple[str, ...]:
    return (RESIDENCE,) if isinstance(rule, EligibleTo) and isinstance(rule.who, nodes.Residents) else ()


def _no_record(rule: StandingRule) -> str:
    if isinstance(rule, Barred):
        return f"no rows of activity `{rule.activity}`, and none are declared complete"
    if isinstance(rule, Attended | StatusOf):
        return "the log has no column `attendees` or `members_present_by`"
    return f"no rows of activity `{TAKES_OFFICE}` for {' or '.join(f'`{post}`' for post in posts_of(rule))}"


def _line(origin: Origin, why: str) -> str:
    return f"{origin.name} (clause {origin.clause}): {why}"


def _rows(count: int) -> str:
    return "1 row" if count == 1 else f"{count} rows"
