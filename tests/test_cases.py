"""Tables of small records with the verdicts that `semantics.md` demands, one file for each kind of constraint.

A `[[case]]` has `steps` (they go into the stock agreement, `cases/audit/stock.agree`) or `agreement` (a whole text
or a shipped name), `rows` (see `stock.csv_of`), and the options of an audit. Each entry of `expect` names one verdict
by `constraint` (without the procedure) and, where there are several, `for`, `round`, `case` or `period`; every other
key is compared: `message`, `missing` and `arithmetic` by words that must occur, `silent` by words of the message
that must not, all else exactly.
`nothing` names constraints that must give no verdict; `unchecked` words that must stand under `not_checked`.
"""

import tomllib
from datetime import date

import pytest
from stock import CASES, document_of, rendered, run, with_steps

FILES = sorted(CASES.glob("*.toml"))
TABLES = [
    pytest.param(case, id=f"{path.stem}: {case['name']}")
    for path in FILES
    for case in tomllib.loads(path.read_text(encoding="utf-8"))["case"]
]
KINDS = {
    "occurrence",
    "order",
    "deadline",
    "window",
    "receipt",
    "definition",
    "extends",
    "calendar_day",
    "same_meeting",
    "next_meeting",
    "first_meeting",
    "threshold",
    "quorum",
    "chair",
    "carried",
    "granted",
    "valid",
    "called_for",
    "acted_by",
    "contents",
    "judged",
    "route",
    "meets",
    "limit",
    "instalment",
    "kept",
}
OPTIONS = ("as_of", "complete", "complete_from", "complete_through", "procedure", "mapping")
KEYS = {
    "name",
    "steps",
    "more",
    "agreement",
    "rows",
    "readings",
    "expect",
    "nothing",
    "unchecked",
    "exit_code",
    "xfail",
    "why",
    *OPTIONS,
}
INSTANCE = ("for", "recipient", "period", "round")


def audited(folder, case):
    agreement = case.get("agreement") or with_steps(case["steps"], case.get("more", ""))
    options = {name: case[name] for name in OPTIONS if name in case}
    return run(folder, agreement, case["rows"], readings=tuple(case.get("readings", ())), **options)


def the_verdict(verdicts, wanted):
    """Return the one verdict that an expectation names."""
    found = [
        v
        for v in verdicts
        if v["constraint"] == wanted["constraint"] or v["constraint"].partition(".")[2] == wanted["constraint"]
    ]
    for key in INSTANCE:
        if key in wanted:
            found = [v for v in found if v["instance"][key] == (wanted[key] or None)]
    if "case" in wanted:
        found = [v for v in found if v["case_id"] == wanted["case"]]
    told = [(v["constraint"], v["case_id"], v["instance"], v["state"]) for v in verdicts]
    assert len(found) == 1, f"{len(found)} verdicts are {wanted}; all: {told}"
    return found[0]


def words_in(wanted, text):
    return [word for word in ([wanted] if isinstance(wanted, str) else wanted) if word not in text]


def compare(verdict, wanted):
    for key, value in wanted.items():
        match key:
            case "constraint" | "for" | "recipient" | "period" | "round" | "case":
                continue
            case "message":
                assert not words_in(value, verdict["message"]), verdict["message"]
            case "silent":
                assert value not in verdict["message"]
            case "missing":
                assert not words_in(value, verdict["missing_record"] or ""), verdict["missing_record"]
            case "arithmetic":
                assert not words_in(value, "\n".join(verdict["arithmetic"])), verdict["arithmetic"]
            case "doubt":
                assert [f"{d['step']} {d['state']}" for d in verdict["doubtful_because"]] == value
            case "margin":
                margin = verdict["margin"]
                assert (f"{margin['count']} {margin['unit']}" if margin else "") == value
            case "due" | "actual":
                assert (verdict[key] or "") == str(value), f"{key}: {verdict['message']}"
            case "lines":
                assert [e["line"] for e in verdict["events"]] == value
            case _:
                assert verdict[key] == value, f"{key}: {verdict['message']}"


@pytest.mark.parametrize("case", TABLES)
def test_case(case, tmp_path, monkeypatch, request):
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"], strict=True))
    assert set(case) <= KEYS, "a key that nothing reads"
    monkeypatch.chdir(tmp_path)
    outcome = audited(tmp_path, case)
    document = document_of(outcome)
    for wanted in case.get("expect", ()):
        compare(the_verdict(document["verdicts"], wanted), wanted)
    names = {name for v in document["verdicts"] for name in (v["constraint"], v["constraint"].partition(".")[2])}
    assert not names & set(case.get("nothing", ()))
    for words in case.get("unchecked", ()):
        assert any(words in line for line in document["not_checked"]), document["not_checked"]
    if "exit_code" in case:
        assert outcome.exit_code == case["exit_code"]


@pytest.mark.parametrize("case", TABLES)
def test_shuffled_lines_change_nothing(case, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    first = rendered(audited(tmp_path, case), "csv")
    head = [line for line in case["rows"].strip().splitlines() if line.startswith("columns")]
    rows = [line for line in case["rows"].strip().splitlines() if line not in head]
    assert rendered(audited(tmp_path, {**case, "rows": "\n".join([*head, *reversed(rows)])}), "csv") == first


def test_every_kind_of_constraint_has_a_table():
    assert {path.stem for path in FILES} >= KINDS
    assert all(isinstance(param.values[0].get("as_of", date.min), date) for param in TABLES)
