"""One row a verdict, for spreadsheets: the columns that the contract names, sorted, no messages."""

import csv
import io
from collections.abc import Iterator

from agreelint.report.document import Report

COLUMNS = (
    "case_id",
    "procedure",
    "constraint",
    "clause",
    "step",
    "for",
    "period",
    "state",
    "kind",
    "due",
    "actual",
    "margin_count",
    "margin_unit",
)


def render(report: Report) -> Iterator[str]:
    """Yield the table with its header."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        sorted(
            (
                v.case_id or "",
                v.procedure or "",
                v.origin.name,
                v.origin.clause,
                v.origin.step,
                v.instance.member or "",
                v.instance.period or "",
                v.state.value,
                v.origin.kind.value,
                str(v.finding.due or ""),
                str(v.finding.actual or ""),
                str(v.finding.margin.count) if v.finding.margin else "",
                v.finding.margin.unit if v.finding.margin else "",
            )
            for v in report.verdicts
        )
    )
    yield out.getvalue()
