"""Small procedures as plain values, and the text that says the same in the language of agreements."""

from dataclasses import dataclass

from .clauses import AtNext, Clause

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
    clauses: tuple[Clause, ...] = ()

    @property
    def power(self):
        return self.optional or self.kind == "vote"

    @property
    def outside(self):
        return self.kind in AUTHORITIES

    @property
    def members(self):
        return TOWNS if self.each or self.to_each else (None,)

    @property
    def held(self):
        """Whether it is itself a meeting of the board."""
        return self.kind == "reading" or bool(self.said(AtNext))

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
        if self.kind == "reading" and not self.said(AtNext):
            words.append("    at meeting of board")
        words += [f"    {clause}" for clause in self.clauses]
        return "\n".join(words)


@dataclass(frozen=True)
class Procedure:
    steps: tuple[Step, ...]
    week: int = 5  # how many days of the week, from Monday, are working days
    rolls: bool = True
    saturdays: bool = False  # a last day on a Saturday rolls as well
    quorum: bool = True
    chair: str = ""  # "none": has no vote; "ties": votes only on ties
    council: bool = False  # there is another body

    def __getitem__(self, name):
        return next(step for step in self.steps if step.name == name)

    def __str__(self):
        last = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")[self.week - 1]
        roll = "next business day" if self.rolls else "none"
        steps = "\n".join(str(step) for step in self.steps)
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
