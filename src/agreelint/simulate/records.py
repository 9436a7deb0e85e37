"""Cases to one log: rows with the cells that all have in common, under one header, as CSV."""

import csv
import io
from collections.abc import Iterable

from attrs import frozen

from agreelint.fields import FIELDS
from agreelint.model.recurrence import Every
from agreelint.simulate.draft import NOON, Row, Setting
from agreelint.simulate.events import answering

_FIRST = ("case_id", "procedure", "activity", "timestamp", "actor", "recipient", "body", "outcome", "subject")


@frozen(eq=False, repr=False, slots=False)
class Record:
    """The rows of one case, and what is the same in all of them."""

    case_id: str
    setting: Setting
    rows: tuple[Row, ...]
    columns: frozenset[str]
    """The columns that it needs, whether they are filled or not."""

    def cells(self) -> Iterable[dict[str, str]]:
        """Yield the cells of each row."""
        common = {"case_id": self.case_id, "procedure": self.setting.procedure.id}
        recurs = self.setting.procedure.recurs
        if isinstance(recurs, Every) and self.setting.label:
            common[recurs.cycle.column] = self.setting.label
        if self.setting.member and self.setting.procedure.subject:
            common["subject"] = self.setting.member
        common |= answering(self.setting)
        clock = f"T{NOON:%H:%M}" if self.setting.by_the_clock else ""
        for row in self.rows:
            own = common if row.point else {"case_id": self.case_id} if row.of_case else {}
            yield {**own, **row.cells, "activity": row.activity, "timestamp": f"{row.day}{clock}"}


def log_of(records: Iterable[Record]) -> str:
    """Return all cases as one CSV log."""
    cases = list(records)
    rows = [row for case in cases for row in case.cells()]
    needed = {column for case in cases for column in case.columns}.union(*rows)
    known = [column for column in dict.fromkeys((*_FIRST, *FIELDS)) if column in needed]
    out = io.StringIO()
    writer = csv.DictWriter(out, (*known, *sorted(needed - set(known))), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()
