"""Thresholds and their readings from syntax, with bases checked."""

from collections.abc import Iterable
from fractions import Fraction

from agreelint.model.citations import cite_text
from agreelint.model.entities import Choice, Option, Threshold
from agreelint.model.notes import Notes
from agreelint.syntax import nodes

BODY_BASES = ("seats", "voting_members", "present", "present_and_voting")
TOWN_BASES = ("present_and_voting", "present", "registered_voters")


def threshold(notes: Notes, node: nodes.Threshold, bases: Iterable[str]) -> Threshold:
    """Return an exact threshold; an unknown base, or one that nothing can meet, is an error."""
    notes.known(node.base, "base of a vote", bases)
    share = Fraction(1) if isinstance(node, nodes.AllOf) else node.share.value
    strict = isinstance(node, nodes.MoreThan)
    if share > 1 or (strict and share == 1) or share <= 0:
        notes.error(
            "AG203",
            "impossible-share",
            f"no vote can meet a share of {share}",
            node.span,
            "write an exact fraction between 0 and 1, such as `more than 1/2`",
        )
        share = Fraction(1, 2)
    return Threshold(strict, share, node.base.text)


def exact(node: nodes.Threshold) -> Threshold:
    """Return a threshold that has been checked."""
    share = Fraction(1) if isinstance(node, nodes.AllOf) else node.share.value
    return Threshold(isinstance(node, nodes.MoreThan), share, node.base.text)


def choice(notes: Notes, rule: nodes.Threshold | nodes.Ambiguous, bases: Iterable[str]) -> Choice:
    """Return the only option, or the readings of an ambiguous phrase with the default first."""
    names = tuple(bases)
    if not isinstance(rule, nodes.Ambiguous):
        return Choice((Option("as_written", threshold(notes, rule, names)),))
    seen: set[str] = set()
    for reading in rule.readings:
        if reading.name.text in seen:
            notes.error("AG102", "declared-twice", f"`{reading.name.text}` is declared twice", reading.name.span)
        seen.add(reading.name.text)
    defaults = [reading for reading in rule.readings if reading.default]
    if len(defaults) != 1 or len(rule.readings) < 2:
        notes.error(
            "AG106",
            "no-default",
            f"`{rule.name.text}` needs two readings and exactly one default",
            rule.name.span,
            "put `default` after the reading that is to be used unless somebody chooses",
        )
        defaults = [*defaults, rule.readings[0]]
    ordered = (defaults[0], *(reading for reading in rule.readings if reading is not defaults[0]))
    options = tuple(
        Option(
            reading.name.text,
            threshold(notes, reading.value, names),
            tuple(cite_text(cite) for cite in reading.because.cites) if reading.because else (),
        )
        for reading in ordered
    )
    return Choice(options, rule.name.text, rule.phrase)
