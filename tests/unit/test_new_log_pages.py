"""A log can be begun for every procedure that the pages of the language show, and it says that nothing happened."""

from datetime import date
from pathlib import Path

import pytest
from test_pages import GOOD

from agreelint.auditing import Request, run_audit
from agreelint.diagnostics import Severity
from agreelint.session import make_checklist
from agreelint.skeletons.log_csv import log_csv
from agreelint.skeletons.log_rows import log_template

AGREEMENTS = [block for block in GOOD if "date" not in block.marks and "include" not in block.text]


@pytest.mark.parametrize("block", AGREEMENTS, ids=str)
def test_a_log_of_what_a_page_shows(block, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    model = block.opened().model
    if model is None:
        return  # offices of a state
    Path("a.agree").write_text(block.whole(), encoding="utf-8")
    for procedure in model.procedures.values():
        template = log_template(model, procedure, make_checklist(model, procedure.id, ()), "c1")
        assert {row[template.columns.index("outcome")] for row in template.rows} <= {"pending"}
        Path("log.csv").write_text(log_csv(template), encoding="utf-8")
        outcome = run_audit(Request("a.agree", (Path("log.csv"),), date(2026, 11, 29), procedure.id))
        assert [d.message for d in outcome.diagnostics if d.severity is Severity.ERROR] == []
        told = {verdict.state.value for verdict in outcome.audit.verdicts}
        assert told <= {"unknown", "pending", "not_applicable"}
