"""The catalogue of messages, `docs/messages.md`: each code of the program with something that gives it, as it is shown.

Examples come from the blocks `agree error …` of the pages in `grammar/`, else from `cases/messages.toml`. `make golden`
writes the catalogue anew; a code that nothing shows fails.
"""

import re
import tomllib
from datetime import date
from pathlib import Path

import pytest
from attrs import frozen
from test_pages import BAD
from workbooks import packed, workbook

from agreelint import auditing, covering, session
from agreelint.computing import Request, compute
from agreelint.diagnostics import Diagnostic
from agreelint.report.places import told
from agreelint.source import Source

ROOT = Path(__file__).resolve().parents[1]
CATALOGUE = ROOT / "docs" / "messages.md"
TABLE = tomllib.loads((ROOT / "tests" / "cases" / "messages.toml").read_text(encoding="utf-8"))
CODES = sorted(
    {code for path in (ROOT / "src").rglob("*.py") for code in re.findall(r'"(AG\d{3})"', path.read_text("utf-8"))}
)
SHOWN = {block.code: block for block in reversed(BAD)}
CASES = {case["code"]: case for case in TABLE["case"]}
INTRODUCTION = """# Messages

Every message has a code, a place and a sentence; most say how to mend it. An error makes `check` end with 1, and with 2
where something could not be read (AG001 to AG005); in a log every error ends an audit with 2. Warnings change no exit
code. `agreelint check --select AG1` shows only codes that begin so.

Codes AG0xx are about what can be read: encodings below AG050, logs from AG050 on. AG1xx are about names, citations and
scenarios, AG2xx about votes, AG3xx about order and time, AG4xx about amounts, AG5xx about registers, about what a
source holds and about what the law asks a text to say.

This page is made from what the program says: `make golden` writes it anew.
"""


@frozen
class Example:
    """What gives a message: where it is explained, the text to show, and the message."""

    diagnostic: Diagnostic
    language: str
    text: str
    shown: str
    page: str | None = None


def from_page(code: str) -> Example:
    block = SHOWN[code]
    found = next(d for d in block.diagnostics() if d.code == code)
    return Example(found, "agree", block.text, without_place(found, block.whole()), block.page.name)


def without_place(diagnostic: Diagnostic, text: str) -> str:
    """Return a message with its line, but not the number of the line, which depends on what stands around it."""
    path = diagnostic.labels[0].span.path
    shown = re.sub(r"^.*?: (?=error|warning|info)", "", told(diagnostic, {path: Source(path, text)}), count=1)
    return re.sub(rf"{re.escape(path)}:\d+:\d+", "elsewhere", shown)


def from_case(case: dict) -> Example:
    """Return what a case of the table gives, in the current folder, which is empty."""
    code = case["code"]
    if "alone" in case:
        Path("scenarios.agree").write_text(case["alone"], "utf-8")
        (opened,) = session.open_all("scenarios.agree")
        return example(code, opened.diagnostics, opened.sources, "agree", case["alone"])
    if "register" in case:
        Path("register.agree").write_text(case["register"], "utf-8")
        (opened,) = map(session.across, session.open_all("register.agree"))
        return example(code, opened.diagnostics, opened.sources, "agree", case["register"])
    if "outline" in case:
        Path("agreement.agree").write_text(case["agree"], "utf-8")
        Path("outline.toml").write_text(case["outline"], "utf-8")
        opened = covering.against_outline(session.open_agreement("."))
        return example(code, opened.diagnostics, opened.sources, "agree", case["agree"])
    if "beside" in case:
        Path("agreement.agree").write_text(case["beside"].replace("hills", "valley"), "utf-8")
        Path("text-1998.agree").write_text(case["beside"], "utf-8")
        opened = session.open_agreement(".")
        return example(code, opened.diagnostics, opened.sources[1:], "agree", case["beside"])
    if "agree" in case or "repeated" in case:
        nested = "\n  approval consent by board\n  effect force valid only if {} consent granted\n}}\n"
        text = case.get("agree") or TABLE["encoding"].rstrip()[:-1] + nested.format(case["repeated"] * 200)
        opened = session.analyse(Source("sample.agree", text))
        shown = text.replace("\u202e", "\\u202e") if "agree" in case else f"effect force valid only if {'(' * 20} …\n"
        return example(code, opened.diagnostics, opened.sources, "agree", shown)
    Path("sample.agree").write_text(TABLE["encoding"], "utf-8")
    if "sheets" in case:
        rows = [("case_id", "activity", "timestamp"), ("c1", "letter", "2021-05-11")]
        more = {name: [("remarks",)] for name in case["sheets"][1:]}
        Path("log.xlsx").write_bytes(packed(workbook(*rows, title=case["sheets"][0], **more)))
        outcome = auditing.run_audit(auditing.Request("sample.agree", (Path("log.xlsx"),), date(2021, 12, 31)))
        return example(code, outcome.diagnostics, outcome.sources, "text", f"sheets: {', '.join(case['sheets'])}\n")
    if "inputs" in case:
        Path("inputs.csv").write_text(case["inputs"], "utf-8")
        worked = compute(Request("sample.agree", None, (Path("inputs.csv"),)))
        return example(case["code"], worked.diagnostics, worked.sources, "csv", case["inputs"])
    Path("log.csv").write_text(case["log"], "utf-8")
    mapping = None
    if "mapping" in case:
        mapping = Path("mapping.toml")
        mapping.write_text(case["mapping"], "utf-8")
    outcome = auditing.run_audit(
        auditing.Request("sample.agree", (Path("log.csv"),), date(2021, 12, 31), mapping=mapping)
    )
    language, text = ("toml", case["mapping"]) if mapping else ("csv", case["log"])
    return example(code, outcome.diagnostics, outcome.sources, language, text)


def example(code: str, found, sources, language: str, text: str) -> Example:
    assert [d.code for d in found] == [code], [(d.code, d.message) for d in found]
    by_path = {source.path: source for source in sources}
    shown = told(found[0], by_path) if language != "agree" else without_place(found[0], sources[0].text)
    return Example(found[0], language, text, shown)


def section(code: str, one: Example) -> str:
    """Return a section of the catalogue."""
    page = f" Explained in [{one.page.removesuffix('.md')}](../grammar/{one.page})." if one.page else ""
    kind = {"error": "An error.", "warning": "A warning.", "info": "No more than a remark."}[
        one.diagnostic.severity.value
    ]
    text, shown = one.text.strip("\n"), "\n".join(line.rstrip() for line in one.shown.splitlines())
    return f"""
## {code} {one.diagnostic.name}

{kind}{page}

```{one.language}
{text}
```

```text
{shown}
```
"""


def test_every_code_is_shown():
    assert set(CODES) == set(SHOWN) | set(CASES), "show it on a page of grammar/, or in tests/cases/messages.toml"


@pytest.mark.parametrize("code", CASES)
def test_a_page_would_be_a_better_place(code):
    assert code not in SHOWN


def test_catalogue(tmp_path, monkeypatch, update_golden):
    sections = []
    for code in CODES:
        folder = tmp_path / code
        folder.mkdir()
        monkeypatch.chdir(folder)
        sections.append(section(code, from_page(code) if code in SHOWN else from_case(CASES[code])))
    text = INTRODUCTION + "".join(sections)
    if update_golden:
        CATALOGUE.write_text(text, encoding="utf-8", newline="")
        return
    assert CATALOGUE.read_text("utf-8") == text, "the catalogue shows other messages; if rightly so, run `make golden`"
