"""Schedules of payment from syntax: one instalment for each payer and day, on dates of a bound year."""

from collections.abc import Iterator

from attrs import frozen

from agreelint.dating import event_names
from agreelint.dating.names import years
from agreelint.model.citations import inherited, optional_clauses
from agreelint.model.entities import Agreement, Clauses
from agreelint.model.notes import Notes, Seen
from agreelint.model.quantities import Quantities
from agreelint.source import Span
from agreelint.syntax import nodes


@frozen(eq=False, repr=False, slots=False)
class Instalment:
    """What share of the year's amount a payer must have paid by a day, all payments taken together."""

    schedule: str
    title: str
    amount: str
    number: int
    payer: str
    share: nodes.Share
    limit: nodes.DateExpr
    variable: str
    clauses: Clauses
    span: Span


def instalments_of(
    file: nodes.File, agreement: Agreement, quantities: Quantities, notes: Notes
) -> tuple[Instalment, ...]:
    """Resolve every schedule of a file; mistakes go to `notes`."""
    seen = Seen(notes)
    found = (d for d in file.declarations if isinstance(d, nodes.Schedule) and seen.add(d.name, "schedule"))
    return tuple(one for node in found for one in _Schedule(node, agreement, quantities, notes).instalments())


class _Schedule:
    def __init__(self, node: nodes.Schedule, agreement: Agreement, quantities: Quantities, notes: Notes) -> None:
        self._node = node
        self._agreement = agreement
        self._quantities = quantities
        self._notes = notes

    def instalments(self) -> Iterator[Instalment]:
        payers = self._payers()
        outer = optional_clauses(self._node.citation)
        seen = Seen(self._notes)
        for line in self._node.lines:
            names = self._agreement.groups
            everyone = line.payer.text in names and payers == self._members(line.payer.text)
            if not everyone and not self._notes.known(line.payer, "payer", (*payers, *self._group())):
                continue
            seen.add(line.payer, "payer")
            citation = next((part for part in line.parts if isinstance(part, nodes.Citation)), None)
            clauses = inherited(self._notes, line.span, "this line of the schedule", citation, outer)
            parts = [part for part in line.parts if isinstance(part, nodes.Instalment)]
            self._check(parts)
            for payer in payers if everyone else (line.payer.text,):
                for number, part in enumerate(parts, 1):
                    yield self._instalment(number, payer, part, clauses)

    def _instalment(self, number: int, payer: str, part: nodes.Instalment, clauses: Clauses) -> Instalment:
        node = self._node
        title = node.title or node.name.text.replace("_", " ")
        amount, variable = node.amount.text, node.variable
        return Instalment(
            node.name.text, title, amount, number, payer, part.share, part.limit, variable, clauses, part.span
        )

    def _group(self) -> tuple[str, ...]:
        entry = self._quantities.get(self._node.amount.text)
        return (entry.index,) if entry and entry.index else ()

    def _payers(self) -> tuple[str, ...]:
        """Return who pays: the members for each of whom there is an amount of the year."""
        name = self._node.amount
        entry = self._quantities.get(name.text)
        if entry is None:
            self._notes.known(name, "figure or formula", (*self._quantities.figures, *self._quantities.formulas))
            return ()
        if entry.index is None or entry.occurrences or not entry.yearly:
            self._notes.misplaced(
                name.span,
                f"`{entry.id}` is not one amount for each member and fiscal year",
                "declare it `of each GROUP … every fiscal_year`",
            )
            return ()
        return self._members(entry.index)

    def _members(self, group: str) -> tuple[str, ...]:
        return tuple(member.id for member in self._agreement.groups[group].members)

    def _check(self, parts: list[nodes.Instalment]) -> None:
        for part in parts:
            if not 0 < part.share.value <= 1:
                self._notes.error(
                    "AG203",
                    "impossible-share",
                    f"{part.share.value} is no share of an amount that can be paid",
                    part.share.span,
                    "write an exact fraction above 0 and up to 1, such as `25/100`",
                )
            for step in event_names(part.limit):
                self._notes.misplaced(step.span, "a schedule counts from no step", "name a day of the year")
            for year in years(part.limit):
                if isinstance(year, nodes.YearVariable) and year.name != self._node.variable:
                    self._notes.misplaced(
                        year.span, f"no year is called `{year.name}` here", f"did you mean `{self._node.variable}`?"
                    )
