"""Whether a condition holds at the end of a day, by what is recorded: yes, no, or nobody can tell."""

from datetime import date

from .conditions_said import Both, EitherOf, Is, Not
from .votes import APPROVING


def holds(now, condition, by: date | None = None) -> bool | None:
    """Read a condition at the end of a day, or now."""
    match condition:
        case Is():
            return is_so(now, condition, by)
        case Not():
            answer = holds(now, condition.of, by)
            return None if answer is None else not answer
        case Both():
            answers = [holds(now, part, by) for part in condition.parts]
            return False if False in answers else None if None in answers else True
        case EitherOf():
            answers = [holds(now, part, by) for part in condition.parts]
            return True if True in answers else None if None in answers else False
    raise AssertionError(condition)


def is_so(now, leaf: Is, by: date | None) -> bool | None:
    if now.is_group(leaf.step):
        found = now.route(by, assumed=False)
        return found[0] if found else False if now.route() or now.full(by) else None
    acts = now.acts(leaf.step) if leaf.state != "done" else [*now.recorded(leaf.step), *now.acts(leaf.step)]
    known = [act for act in acts if by is None or act.day <= by]
    if not known and leaf.state in {"passed", "granted"} and now.ended(now.procedure[leaf.step], by):
        return False
    if not known:
        return False if acts or now.full(by) else None
    match leaf.state:
        case "done":
            return True
        case "requires changes":
            outcome = known[0].cell("outcome")
            return True if outcome == "changes_required" else False if outcome in APPROVING else None
    step = now.procedure[leaf.step]
    return (now.stands if leaf.state in {"passed", "granted"} else now.fails)(step, known[0], by)


def refuted(now, condition) -> bool:
    """Whether a condition can hold no more, because what had to succeed has failed."""
    match condition:
        case Is() if now.is_group(condition.step):
            return now.route_failed()
        case Is(state="passed" | "granted"):
            acts = now.acts(condition.step)
            return bool(acts) and now.decided(now.procedure[condition.step], acts[0]) is False
        case Both():
            return any(refuted(now, part) for part in condition.parts)
        case EitherOf():
            return all(refuted(now, part) for part in condition.parts)
    return False
