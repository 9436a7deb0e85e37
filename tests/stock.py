"""Small agreements and small records for tests, and the whole pipeline over them."""

import csv
import io
import json
import shlex
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from agreelint import auditing, session
from agreelint.audit.verdicts import State
from agreelint.report.document import Report
from agreelint.report.formats import renderer
from agreelint.session import analyse, shipped
from agreelint.source import Source

REGISTERS = ("berkshire",)
"""Shipped names that stand for a register: there is no agreement in it."""
AGREEMENTS = tuple(name for name in shipped() if name not in REGISTERS)
CASES = Path(__file__).resolve().parent / "cases" / "audit"
STOCK = (CASES / "stock.agree").read_text(encoding="utf-8")


OPEN = session.open_agreement


@cache
def _opened(name: str, folder: Path):
    """Read an agreement as seen from a folder: the paths that it shows depend on that."""
    return OPEN(name)


@pytest.fixture
def opened_once(monkeypatch):
    """Read each shipped agreement once for all tests of a module, which takes longer than to audit a small record."""

    def open_agreement(name):
        return _opened(name, Path.cwd()) if name in AGREEMENTS else OPEN(name)

    monkeypatch.setattr(session, "open_agreement", open_agreement)
    monkeypatch.setattr(auditing, "open_agreement", open_agreement)


def with_steps(steps: str, more: str = "") -> str:
    """Return the stock agreement with these steps in its procedure, and more declarations after it."""
    return f"{STOCK.replace('# STEPS', steps)}\n{more}"


def opened(text: str, path: str = "sample.agree"):
    """Parse, resolve and lower a text."""
    return analyse(Source(path, text))


def model_of(text: str):
    """Return the model of a text that has no error."""
    found = opened(text)
    assert [d.message for d in found.diagnostics] == []
    return found.model


def procedure_of(steps: str, more: str = ""):
    """Return the lowered stock procedure with these steps."""
    return model_of(with_steps(steps, more)).procedures["change"]


def said(text: str) -> list[tuple[str, int, int, str, str | None]]:
    """Return what is wrong with a text as (code, line, column, message, hint)."""
    source = Source("sample.agree", text)
    return [(d.code, *source.position(d.labels[0].span.start), d.message, d.hint) for d in analyse(source).diagnostics]


def under(text: str, diagnostic) -> str:
    """Return the words of a text to which a diagnostic points."""
    span = diagnostic.labels[0].span
    return text[span.start : span.end]


def csv_of(rows: str) -> str:
    """Return a log as CSV from lines such as `hearing 2017-05-11 actor=board`; `-` is an unknown day.

    Rows belong to case `c1` unless they say `case=…`; columns are those that some row names. A line
    `columns a b` adds columns that no row fills.
    """
    records, columns = [], ["case_id", "activity", "timestamp"]
    for line in rows.strip().splitlines():
        words = shlex.split(line)
        if words[0] == "columns":
            columns += words[1:]
            continue
        activity, when, *pairs = words
        record = {"case_id": "c1", "activity": activity, "timestamp": "" if when == "-" else when}
        for pair in pairs:
            key, _, value = pair.partition("=")
            record["case_id" if key == "case" else key] = value
        columns += [key for key in record if key not in columns]
        records.append(record)
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(records)
    return out.getvalue()


def run(folder: Path, agreement: str, rows: str, **options):
    """Audit rows (as in `csv_of`) against a text or a shipped name; `folder` is the current one, the law left out."""
    name = agreement
    if "\n" in agreement:
        name = "sample.agree"
        (folder / name).write_text(agreement, encoding="utf-8")
    (folder / "log.csv").write_text(csv_of(rows), encoding="utf-8")
    mapping = options.pop("mapping", None)
    if mapping is not None:
        (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
        options["mapping"] = Path("mapping.toml")
    options.setdefault("as_of", date(2018, 12, 31))
    options.setdefault("packs", False)
    if options.pop("complete", False):
        options["complete_through"] = options["as_of"]
    options["fail_on"] = frozenset(State(word) for word in options.pop("fail_on", ()))
    return auditing.run_audit(auditing.Request(name, (Path("log.csv"),), **options))


def report_of(outcome, **options) -> Report:
    """Return the report of an audit that could be made."""
    assert outcome.audit is not None, [d.message for d in outcome.diagnostics]
    return Report(outcome.audit, outcome.opened.sources[0], outcome.opened.sha256, **options)


def rendered(outcome, form: str, *, colours: bool = False, **options) -> str:
    """Return an audit in a format."""
    return "".join(renderer(form, colours=colours)(report_of(outcome, **options)))


def document_of(outcome, **options) -> dict:
    """Return the JSON of an audit."""
    return json.loads(rendered(outcome, "json", **options))


def errors(text: str) -> list[tuple[str, str, str, str | None]]:
    """Return what is wrong with a text as (code, the words it points to, message, hint)."""
    return [(d.code, under(text, d), d.message, d.hint) for d in opened(text).diagnostics]
