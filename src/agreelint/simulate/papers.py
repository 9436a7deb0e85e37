"""What an act carries, as the columns of a log tell it: enclosures, statements, medium, signatures and the like."""

from fractions import Fraction

from agreelint.model.constraints import Contents
from agreelint.model.rules import Threshold
from agreelint.simulate.draft import Setting

_VOTERS = (2000, 9000)
_ONE_OF = frozenset({"medium", "session"})


def papers_of(setting: Setting, rule: Contents) -> dict[str, str]:
    """Return the cells of an act with all that the text demands."""
    rng = setting.rng
    cells: dict[str, str] = {}
    for column, words in rule.parts:
        if column == "signatures":
            voters = rng.randint(*_VOTERS)
            needed = signatures_needed(words, voters)
            cells |= {"signatures": str(rng.randint(needed, needed * 2)), "registered_voters": str(voters)}
        elif column in _ONE_OF:
            cells[column] = rng.choice(words).replace("_", " ") if column == "medium" else words[0]
        else:
            told = [word.replace("_", " ") for word in words] or ["receipt"]
            cells[column] = "; ".join((*([cells[column]] if column in cells else ()), *told))
    return cells


def signatures_needed(words: tuple[str, ...], voters: int) -> int:
    """Return how many must sign: the rule is written as share, whether it must be exceeded, and a number on top."""
    share, strict, plus = words
    return Threshold(strict == "True", Fraction(share), "registered_voters", int(plus)).needed(voters)
