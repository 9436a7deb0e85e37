"""What a bound is counted from, in words: a step and its day, or the date that follows from it."""

from agreelint.audit.facts import Facts
from agreelint.audit.words import anchor_words, listed, on, title
from agreelint.dating import period_of
from agreelint.dating.yearly import year_word, yearly_words
from agreelint.syntax import nodes


def counted_from(facts: Facts, bound: nodes.OneSided, names: tuple[str, ...]) -> str:
    """Return `, 10 working days before hearing on Thursday, May 11, 2017`; nothing for a date that stands alone."""
    if isinstance(bound, nodes.NoLaterThan | nodes.NoEarlierThan) or not (names or anchor_words(facts, bound.anchor)):
        return ""
    way = "before" if isinstance(bound, nodes.AtLeastBefore | nodes.AtMostBefore) else "after"
    return f", {period_of(bound.period)} {way} {_anchor(facts, bound.anchor, names)}"


def _anchor(facts: Facts, anchor: nodes.DateExpr, names: tuple[str, ...]) -> str:
    match anchor:
        case nodes.EventDate() if anchor.step.text in facts.procedure.steps:
            return f"{title(facts, anchor.step.text)}{on(facts.occurrence(anchor.step.text).when)}"
        case nodes.DeadlineOf(of=nodes.EventDate() as other):
            return f"the deadline of {title(facts, other.step.text)}"
        case nodes.DeadlineOf():
            return f"the deadline of {_anchor(facts, anchor.of, names)}"
        case nodes.YearEnd(year=(nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding()) as year):
            return f"the end of {_year(facts, year, names)}"
        case nodes.YearStart(year=(nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding()) as year):
            return f"the start of {_year(facts, year, names)}"
        case nodes.DayIn(year=(nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding()) as year):
            return f"{yearly_words(anchor.day)} in {_year(facts, year, names)}"
        case nodes.DayPreceding(year=(nodes.YearOf() | nodes.YearAfter() | nodes.YearPreceding()) as year):
            return f"{yearly_words(anchor.day)} preceding {_year(facts, year, names)}"
        case nodes.NextDay():
            return f"the next {yearly_words(anchor.day)} after {_anchor(facts, anchor.anchor, names)}"
        case nodes.NextBusinessDay():
            return f"the next business day after {_anchor(facts, anchor.anchor, names)}"
        case nodes.PeriodBefore() | nodes.PeriodAfter():
            way = "before" if isinstance(anchor, nodes.PeriodBefore) else "after"
            return f"{period_of(anchor.period)} {way} {_anchor(facts, anchor.anchor, names)}"
        case nodes.StatedDay():
            return f"the {anchor.column.text.replace('_', ' ')} named in {title(facts, anchor.step.text)}"
        case _:  # the remarks say when that was
            told = anchor_words(facts, anchor)
            return listed(told or [f"{title(facts, name)}{on(facts.occurrence(name).when)}" for name in names])


def _year(facts: Facts, year: nodes.YearByDay, names: tuple[str, ...]) -> str:
    return f"the {year.kind.text.replace('_', ' ')} {year_word(year)} {_anchor(facts, year.anchor, names)}"
