"""A log to type into as CSV."""

import csv
import io

from agreelint.skeletons.log_rows import LogTemplate


def log_csv(template: LogTemplate) -> str:
    """Return the log as CSV, with its header."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows((template.columns, *template.rows))
    return out.getvalue()
