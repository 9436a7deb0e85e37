"""What the property tests of audits share: logs from generated cases, and the engine called in process."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from pathlib import Path

from oracle.faulty_logs import COLUMNS, Case

from agreelint.audit.cases import Cases, assemble
from agreelint.audit.engine import Audit, audit
from agreelint.audit.facts import Settings
from agreelint.logs.events import Completeness, EventLog, Stream
from agreelint.logs.readers import read_log
from agreelint.model.constraints import Model
from agreelint.session import open_agreement

PROCEDURE = "amendment"
ZONE = "America/New_York"


@cache
def model_of(agreement: str) -> Model:
    """Open a shipped agreement, once."""
    return open_agreement(agreement).model


def csv_of(rows: Iterable[dict]) -> str:
    """Return rows as a log; the column `members_present_by` only if the rows have it."""
    rows = list(rows)
    columns = [c for c in COLUMNS if c != "members_present_by" or any(c in r for r in rows)]
    lines = [",".join(columns)]
    lines += [",".join(str(r.get(c, "")) for c in columns) for r in rows]
    return "\n".join(lines) + "\n"


def read(*paths: Path) -> EventLog:
    """Read logs that must be sound."""
    result = read_log([(path, path.name) for path in paths], ZONE, None)
    errors = [d for d in result.diagnostics if d.severity.value == "error"]
    assert not errors, errors[:3]
    return result.value.log


def read_rows(folder: Path, *parts: Iterable[dict]) -> EventLog:
    """Read rows as a log of one file for each part."""
    paths = []
    for number, rows in enumerate(parts):
        path = folder / f"log{number}.csv"
        path.write_text(csv_of(rows), encoding="utf-8")
        paths.append(path)
    return read(*paths)


def complete_through(day: date | None) -> Completeness:
    """Declare a log complete from the beginning through a day; None declares nothing."""
    return Completeness((Stream(through=day),)) if day else Completeness()


def judge(agreement: str, log: EventLog, as_of: date, through: date | None) -> Audit:
    """Audit a log."""
    model = model_of(agreement)
    cases = assemble(model, log, PROCEDURE)
    assert not cases.problems, cases.problems[:3]
    return judge_cases(agreement, log, cases, as_of, through)


def judge_cases(agreement: str, log: EventLog, cases: Cases, as_of: date, through: date | None) -> Audit:
    """Audit cases that are put together already."""
    return audit(model_of(agreement), log, cases, Settings(as_of, complete_through(through), log.columns), PROCEDURE)


def days_of(log: EventLog) -> list[date]:
    """Return the last possible day of each event that has one, in order."""
    return sorted(event.when.last for event in log.events if event.when.last)


def all_rows(cases: Iterable[Case]) -> list[dict]:
    """Return the rows of all cases in one list."""
    return [row for case in cases for row in case.rows]
