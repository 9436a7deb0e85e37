"""Small procedures as plain values, and the text that says the same in the language of agreements."""

from dataclasses import dataclass

from .clauses import AtFirst, AtNext, Clause
from .conditions_said import Condition
from .days_said import Term

TOWNS = ("adams", "becket", "colrain")
SEATS = 9
DUTIES = {"step", "notice", "filing", "reading", "meeting", "duty"}
AUTHORITIES = {"review": "dese", "approval": "bese"}
CHAIR = {"": "", "none": "  chair has no vote", "ties": "  chair votes only on ties"}
COUNCIL = 'body council "Council" cites II { }'
UNITS = ("days", "calendar days", "working days", "business days", "weeks", "months", "years")


@dataclass(frozen=True)
class Step:
    name: str
    kind: str
    by: tuple[str, ...] = ()
    each: bool = False  # by each town
    to: tuple[str, ...] = ()
    to_each: bool = False  # to each town
    optional: bool = False
    route: bool = False  # of a group, in which nobody owes one step
    clauses: tuple[Clause, ...] = ()

    @property
    def free(self):
        """Nobody owes it, and nobody waits for it."""
        return self.optional or self.route

    @property
    def power(self):
        return self.free or self.kind == "vote"

    @property
    def outside(self):
        return self.kind in AUTHORITIES

    @property
    def members(self):
        return TOWNS if self.each or self.to_each else (None,)

    @property
    def at_some_meeting(self):
        return [*self.said(AtNext), *self.said(AtFirst)]

    @property
    def held(self):
        """Whether it is itself a meeting of the board."""
        return self.kind == "reading" or bool(self.at_some_meeting)

    def said(self, kind):
        return [clause for clause in self.clauses if isinstance(clause, kind)]

    def __str__(self):
        words = [f"  {self.kind} {self.name}{' optional' * self.optional}"]
        if self.each:
            words.append("    by each town")
        elif self.by:
            words.append(f"    by {' or '.join(self.by)}")
        if self.to_each:
            words.append("    to each town")
        elif self.to:
            words.append(f"    to {' and '.join(self.to)}")
        if self.kind == "reading" and not self.at_some_meeting:
            words.append("    at meeting of board")
        words += [f"    {clause}" for clause in self.clauses]
        return "\n".join(words)


@dataclass(frozen=True)
class Either:
    """Routes of which one is enough, each of one or two steps; a route may be open only on a condition."""

    name: str
    routes: tuple[tuple[str, ...], ...]
    open_when: tuple[Condition | None, ...]

    @property
    def steps(self):
        return tuple(name for route in self.routes for name in route)

    def told(self, steps):
        """The text of the group, in which each route has the texts of its steps."""
        texts = []
        for names, condition in zip(self.routes, self.open_when, strict=True):
            lead = f"or{f' if {condition}' if condition else ''}" if texts else f"either {self.name}"
            inner = "\n".join(str(step) for step in steps if step.name in names)
            texts.append(f"  {lead} {{\n{inner}\n  }}")
        return "\n".join(texts)


@dataclass(frozen=True)
class Procedure:
    steps: tuple[Step, ...]
    week: int = 5  # how many days of the week, from Monday, are working days
    rolls: bool = True
    saturdays: bool = False  # a last day on a Saturday rolls as well
    quorum: bool = True
    chair: str = ""  # "none": has no vote; "ties": votes only on ties
    council: bool = False  # there is another body
    either: Either | None = None  # its steps stand together
    terms: tuple[Term, ...] = ()

    def __getitem__(self, name):
        return next(step for step in self.steps if step.name == name)

    def __str__(self):
        last = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[self.week - 1]
        roll = "next business day" if self.rolls else "none"
        grouped = self.either.steps if self.either else ()
        texts = [str(step) for step in self.steps if step.name not in grouped]
        if self.either:
            texts.insert(self.steps.index(self[grouped[0]]), self.either.told(self.steps))
        steps = "\n".join((*texts, *map(str, self.terms)))
        return f"""\
agreement sample "Sample" {{
  jurisdiction massachusetts
  fiscal_year starts July 1
  counting {{
    working days Monday to {last} except legal holidays cites II
    roll {roll} cites II
{"    saturdays closed cites II" * self.saturdays}
  }}
}}
group town "town" cites I {{
  adams "Adams"
  becket "Becket"
  colrain "Colrain"
}}
body board "Board" cites II {{
  seats {SEATS}
{"  quorum more than 1/2 of seats cites II.B" * self.quorum}
{CHAIR[self.chair]}
  decides with more than 1/2 of present cites II.C
}}
{COUNCIL * self.council}
office director "Director" cites II
office chair "Chair" cites II
office clerk "Clerk" cites II
procedure change "Change" cites III {{
{steps}
}}
"""
