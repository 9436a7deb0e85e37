"""The variants of a step: one for each reading of its clauses, each exception that may apply, each text in force."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import product

from attrs import evolve, frozen

from agreelint.model.force import dated
from agreelint.model.guards import OFF, ON, Guard
from agreelint.model.notes import Notes
from agreelint.model.thresholds import default_first
from agreelint.model.windows import bound_words, order_word
from agreelint.syntax import nodes

_MOST = 64
_AT = (nodes.AtStep, nodes.AtMeeting, nodes.AtNextMeeting, nodes.AtFirstMeeting)


@frozen(eq=False, repr=False, slots=False)
class Variant:
    """A step as it stands under some readings, exceptions and texts; the first variant of a step is the default."""

    guard: Guard
    node: nodes.Step


def variants(node: nodes.Step, exceptions: tuple[nodes.ExceptionTo, ...], notes: Notes) -> tuple[Variant, ...]:
    """Return every variant of a step; `exceptions` are those whose clauses take the place of some of its own."""
    found = [Variant((), node)]
    for exception in exceptions:
        name = exception.name.text
        found = [
            Variant((*one.guard, (name, state)), merged(one.node, exception) if state == ON else one.node)
            for one in found
            for state in (OFF, ON)
        ]
        if len(found) > _MOST:
            return _too_many(node, notes)
    found = [Variant((*one.guard, *guard), left) for one in found for guard, left in dated(one.node)]
    read = [spread for one in found for spread in _readings(one, notes)]
    return tuple(read) if len(read) <= _MOST else _too_many(node, notes)


def _too_many(node: nodes.Step, notes: Notes) -> tuple[Variant, ...]:
    why = f"`{node.name.text}` has so many readings, exceptions and texts that nobody can follow them"
    notes.misplaced(node.name.span, why, "split the step")
    return (Variant((), node),)


def _readings(variant: Variant, notes: Notes) -> Iterator[Variant]:
    """Spread the ambiguous clauses of a step into the clauses that each reading means."""
    choices = [tuple(_clauses(clause, notes)) for clause in variant.node.clauses]
    for picked in product(*choices):
        chosen: dict[str, str] = {}
        guard = [one for guards, _ in picked for one in guards]
        if any(chosen.setdefault(key, value) != value for key, value in guard):
            continue  # one phrase in two clauses is read alike in both
        clauses = tuple(clause for _, meant in picked for clause in meant)
        yield Variant((*variant.guard, *chosen.items()), evolve(variant.node, clauses=clauses))


def _clauses(clause: nodes.Clause, notes: Notes) -> Iterator[tuple[Guard, tuple[nodes.Clause, ...]]]:
    """Yield what each reading of a clause says: one clause, or several that it joins."""
    body = clause.body
    if isinstance(body, nodes.AmbiguousClause):
        citation = clause.citation or body.citation
        for reading in default_first(notes, body.name, body.readings):
            chosen: Guard = ((body.name.text, reading.name.text),)
            bodies = bodies_of(reading)
            yield chosen, tuple(evolve(clause, body=one, citation=citation) for one in bodies)
        return
    if isinstance(body, nodes.MissedMeans) and isinstance(body.consequence, nodes.AmbiguousConsequence):
        for guard, word in _consequences(body.consequence, notes):
            yield guard, (evolve(clause, body=nodes.MissedMeans(body.span, word)),)
        return
    otherwise = clause.otherwise
    if otherwise and isinstance(otherwise.consequence, nodes.AmbiguousConsequence):
        for guard, word in _consequences(otherwise.consequence, notes):
            yield guard, (evolve(clause, otherwise=nodes.Otherwise(otherwise.span, word)),)
        return
    yield (), (clause,)


def bodies_of(reading: nodes.ClauseReading) -> tuple[nodes.PlainClause, ...]:
    """Return the clauses that a reading joins, or the one that it is."""
    value = reading.value
    if not isinstance(value, nodes.JoinedClauses):
        return (value,)
    orders = (nodes.After, nodes.Before)
    return tuple(one if isinstance(one, orders) else nodes.Bounds(one.span, (one,)) for one in value.parts)


def _consequences(open_one: nodes.AmbiguousConsequence, notes: Notes) -> Iterator[tuple[Guard, nodes.Word]]:
    for reading in default_first(notes, open_one.name, open_one.readings):
        yield ((open_one.name.text, reading.name.text),), reading.value


def phrases(node: nodes.Step) -> Iterator[nodes.AmbiguousClause | nodes.AmbiguousConsequence]:
    """Yield what can be read in several ways in a step."""
    for clause in node.clauses:
        if isinstance(clause.body, nodes.AmbiguousClause):
            yield clause.body
        elif isinstance(clause.body, nodes.MissedMeans) and isinstance(
            clause.body.consequence, nodes.AmbiguousConsequence
        ):
            yield clause.body.consequence
        if clause.otherwise and isinstance(clause.otherwise.consequence, nodes.AmbiguousConsequence):
            yield clause.otherwise.consequence


def merged(node: nodes.Step, exception: nodes.ExceptionTo) -> nodes.Step:
    """Return a step with the clauses of an exception in the place of those of the same sort, or of the one named."""
    outcome = exception.outcome
    if not isinstance(outcome, nodes.Instead):
        return node
    word = exception.target.word if isinstance(exception.target, nodes.Target) else None
    sorts = {sort_of(clause.body) for clause in outcome.clauses}
    kept = [
        left
        for clause in node.clauses
        if (left := _without(clause, word.text) if word else None if sort_of(clause.body) in sorts else clause)
    ]
    cited = [evolve(clause, citation=clause.citation or exception.citation) for clause in outcome.clauses]
    by = outcome.by and evolve(outcome.by, citation=outcome.by.citation or exception.citation)
    return evolve(node, by=by or node.by, clauses=(*kept, *cited))


def sort_of(body: nodes.ClauseBody) -> str:
    """Return which sort of clause this is: clauses of one sort take each other's place."""
    return "at" if isinstance(body, _AT) else type(body).__name__


def words_of(node: nodes.Step) -> Mapping[str, str]:
    """Return the words by which an exception can name the clauses of a step, with the sort of each."""
    found = {"by": "by"} if node.by else {}
    for clause in node.clauses:
        found |= dict.fromkeys(_words(clause.body), sort_of(clause.body))
    return found


def _words(body: nodes.ClauseBody) -> Iterable[str]:
    match body:
        case nodes.Bounds():
            return [word for bound in body.bounds for word in bound_words(bound)]
        case nodes.After() | nodes.Before():
            return [order_word(body)]
        case nodes.AtStep():
            return ["meeting"]
        case nodes.AtNextMeeting():
            return ["next_meeting"]
        case nodes.AtFirstMeeting():
            return ["first_meeting"]
        case nodes.Passes():
            return ["threshold"]
        case nodes.Carries():
            return ["carries"]
        case nodes.Judged():
            return ["judged"]
        case nodes.ValidOnly():
            return ["validity"]
        case nodes.Via() | nodes.Enclosing() | nodes.Signed() | nodes.Certificate():
            return ["contents"]
        case _:
            return []


def _without(clause: nodes.Clause, word: str) -> nodes.Clause | None:
    """Return what is left of a clause without the one that is named."""
    body = clause.body
    if isinstance(body, nodes.Bounds):
        left = tuple(bound for bound in body.bounds if word not in bound_words(bound))
        return evolve(clause, body=evolve(body, bounds=left)) if left else None
    return None if word in _words(body) else clause
