"""Figures to type into: one row for each that is needed, with its unit, its clause and what it is."""

import csv
import io

from agreelint.amounts.computed import Missing
from agreelint.model.entities import Agreement

COLUMNS = ("subject", "member", "occurrence", "fiscal_year", "value", "unit", "note")


def inputs_csv(agreement: Agreement, needed: tuple[Missing, ...]) -> str:
    """Return the rows as CSV, with their header; a column that no row fills is left out, but for the value."""
    rows = [_row(agreement, one) for one in needed]
    columns = [name for name in COLUMNS if name == "value" or any(row[name] for row in rows)]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows((columns, *([row[name] for name in columns] for row in rows)))
    return out.getvalue()


def _row(agreement: Agreement, one: Missing) -> dict[str, str]:
    key, figure = one.key, one.figure
    note = f"{figure.title} ({figure.clauses.label})"
    note += f", one of {', '.join(figure.words)}" if figure.words else ""
    note += f", fixed by {agreement.title_of(figure.fixed_by)}" if figure.fixed_by else ""
    note += ", may be left empty" if one.optional else ""
    return {
        "subject": key.name,
        "member": key.whose or "",
        "occurrence": f"{figure.index}-1" if figure.occurrences else "",
        "fiscal_year": f"FY{key.year}" if key.year is not None else "",
        "value": "",
        "unit": str(figure.unit) if figure.unit else "",
        "note": note,
    }
