"""Scenarios: what is refused, which verdicts are meant, what differs, and how it is told."""

import json
import xml.etree.ElementTree as ET

import pytest
from attrs import evolve
from stock import csv_of, with_steps

from agreelint import proving
from agreelint.audit.verdicts import State
from agreelint.logs.readers import read_log
from agreelint.prove.expectations import check
from agreelint.prove.proofs import audit_under, prove
from agreelint.prove.suites import Suite, Suites
from agreelint.report import junit, proofs, proofs_json
from agreelint.session import analyse
from agreelint.source import Source

STEPS = """
notice letter "letter to the Director" cites III.B by chair to director
  at least 20 working days before hearing
reading hearing cites III.C at meeting of board
filing copy cites III.D sentence 2 by director to each town within 10 days after hearing
vote tally cites III.E by board at hearing passes with ambiguous majority "a majority" {
  of_those_present   more than 1/2 of present  default
  of_the_whole_board more than 1/2 of seats
}
vote town_vote cites III.F by each town  after tally passed  carries when at least 2/3 of town approve
effect change_made cites III.G valid only if town_vote carried
"""
BODY = """
  as of 2017-12-31, complete
  2017-04-14 letter by chair to director
  2017-05-11 hearing
  2017-05-19 copy by director to adams and becket
  2017-05-11 tally by board 4 for 3 against 7 present
  2017-06-01 town_vote by adams approved
  2017-06-02 town_vote by becket rejected
  2017-06-03 change_made
"""


def text_of(body, of="for change"):
    return with_steps(STEPS, f'scenario "sample" {of} {{\n{body}\n}}')


def opened(body, of="for change"):
    return proving.with_scenarios(analyse(Source("sample.agree", text_of(body, of))))


def said(body, of="for change"):
    """Return what is wrong with a scenario as (code, the words it points to, message, hint)."""
    found = opened(body, of)
    text = found.sources[0].text
    spans = [(d, d.labels[0].span) for d in found.diagnostics]
    return [(d.code, text[span.start : span.end].split("\n")[0], d.message, d.hint) for d, span in spans]


def proof_of(expectation, body=BODY, of="for change"):
    """Return the proof of a scenario with this expectation."""
    found = opened(f"{body}\n{expectation}", of)
    assert [d.message for d in found.diagnostics] == []
    (scenario,) = proving.scenarios_of(found).value
    return prove(scenario)


# ---- which verdicts are meant, and when they are as expected ------------------------------------------------


@pytest.mark.parametrize(
    "expectation",
    [
        "expect letter violated",
        "expect III.B letter violated, late by 2 working days, due 2017-04-12, done 2017-04-14",
        'expect letter.lead violated because "late by 2 working days" because "no waiver"',
        'expect letter.lead violated because "Patriots\' Day" because "rests on an assumption"',
        "expect letter.by satisfied",
        "expect copy.within to adams satisfied, 2 days to spare",
        "expect III.D sentence 2 copy to colrain violated",
        "expect copy of adams satisfied",
        "expect copy violated",
        "expect tally satisfied",
        "expect tally.threshold satisfied, 4 of 7, 4 needed, depending on majority",
        "expect tally.threshold no_effect, 4 of 9, 5 needed under majority = of_the_whole_board",
        "expect town_vote.carries no_effect, 1 of 3, 2 needed, relied on by change_made",
        "expect change_made no_effect",
        "expect town_vote.carries no_effect, in doubt because of letter",
        "expect tally.threshold in round 1 satisfied",
        "expect nothing pending",
        "expect nothing not_applicable under majority = of_those_present",
    ],
)
def test_met(expectation):
    proof = proof_of(expectation)
    assert proof.met, "\n".join(proofs.differences(proof))
    assert list(proofs.differences(proof)) == []


@pytest.mark.parametrize(
    ("expectation", "what", "wanted", "found"),
    [
        ("expect III.B letter satisfied", "state", "satisfied", "violated"),
        ("expect letter satisfied", "state", "satisfied", "violated"),
        ("expect letter.by violated", "state", "violated", "satisfied"),
        ("expect letter not_applicable", "state", "not_applicable", "satisfied, violated"),
        ("expect letter holding", "state", "holding", "violated"),
        ("expect copy satisfied", "state", "satisfied", "violated"),
        ("expect copy to adams violated", "state", "violated", "satisfied"),
        (
            "expect letter violated, late by 3 working days",
            "margin",
            "late by 3 working days",
            "late by 2 working days",
        ),
        ("expect letter violated, late by 2 days", "margin", "late by 2 days", "late by 2 working days"),
        (
            "expect letter violated, early by 2 working days",
            "margin",
            "early by 2 working days",
            "late by 2 working days",
        ),
        ("expect copy.within to adams satisfied, 3 days to spare", "margin", "3 days to spare", "2 days to spare"),
        ("expect letter.by satisfied, 1 day to spare", "margin", "1 day to spare", "nothing was counted"),
        ("expect letter violated, due 2017-04-13", "due", "2017-04-13", "2017-04-12"),
        ("expect letter.by satisfied, due 2017-04-13", "due", "2017-04-13", "no day"),
        ("expect letter violated, done 2017-04-13", "done", "2017-04-13", "2017-04-14"),
        ("expect copy to colrain violated, done 2017-04-13", "done", "2017-04-13", "no day"),
        ("expect tally.threshold satisfied, 5 of 7", "votes", "5 of 7", "4 of 7"),
        ("expect tally.threshold satisfied, 4 of 9", "votes", "4 of 9", "4 of 7"),
        ("expect tally.threshold satisfied, 5 needed", "votes needed", "5", "4"),
        ("expect letter violated, 5 of 7", "votes", "5 of 7", "no votes"),
        ("expect letter violated, 5 needed", "votes needed", "5", "no votes"),
        ("expect town_vote.carries no_effect, relied on by letter", "relied on by", "letter", "change_made"),
        ("expect letter violated, relied on by hearing", "relied on by", "hearing", "nothing"),
        ("expect letter violated, in doubt because of hearing", "in doubt because of", "hearing", "nothing"),
        ("expect letter violated, on declared evidence", "evidence", "declared", "direct"),
        ("expect letter violated, depending on majority", "depending on", "majority", "nothing"),
        (
            "expect nothing violated",
            "verdicts",
            "none violated",
            "violated: III.D copy.within to colrain, III.B letter.lead",
        ),
        ("expect letter in round 2 violated", "verdict", "one of this step", "none"),
        ("expect letter in case other violated", "verdict", "one of this step", "none"),
        ("expect letter in FY2017 violated", "verdict", "one of this step", "none"),
        ("expect letter of adams violated", "verdict", "one of this step", "none"),
        ("expect tally.threshold satisfied under majority = of_the_whole_board", "state", "satisfied", "no_effect"),
    ],
)
def test_not_met(expectation, what, wanted, found):
    (checked,) = proof_of(expectation).checks
    assert not checked.met
    difference = checked.differences[0]
    assert (difference.what, difference.expected, difference.found) == (what, wanted, found)


def test_words_of_the_message_that_are_missing_show_the_message():
    (checked,) = proof_of('expect letter violated because "three days"').checks
    (difference,) = checked.differences
    assert (difference.what, difference.expected) == ("words", "three days")
    assert difference.found.startswith("done on Friday, April 14, 2017, late by 2 working days")


def test_every_expectation_can_fail_for_its_clause():
    proof = proof_of(
        "expect III.B letter.lead violated\nexpect copy to adams satisfied\nexpect town_vote.carries no_effect"
    )
    for checked in proof.checks:
        node = checked.expectation
        other = {state for state in State if state is not node.state}
        audit = audit_under(proof.scenario, node.readings)
        assert not any(check(evolve(node, state=state), audit).met for state in other)


def test_a_step_without_a_verdict_says_why():
    steps = "notice letter by chair to director via mail\nreading hearing at meeting of board"
    text = with_steps(
        steps, 'scenario "s" for change { as of 2018-01-01 undated letter expect letter.contents unknown }'
    )
    found = analyse(Source("sample.agree", text))
    (scenario,) = proving.scenarios_of(found).value
    (checked,) = prove(scenario).checks
    assert checked.near[-1] == "change.letter.contents (clause III): the log has no column `medium`"
    assert "III letter.done satisfied" in checked.near


# ---- rows ------------------------------------------------------------------------------------------------------


def test_rows_are_the_events_of_a_log():
    body = """
      as of 2017-12-31
      2017-05 letter by chair to director and adams received 2017-06-01 with medium mail with pages 12 with note "a;b"
      2017-05-01/2017-05-03 hearing of board special
      undated tally by board 4 for 3 against 1 abstaining 8 present 9 in all approved with sealed 2017-07-01
      2017-05-11T18:00 tally case second 5 present from adams 0 present from becket
      2017-05-12 meeting of board
      expect nothing violated
    """
    (scenario,) = proving.scenarios_of(opened(body)).value
    letter, hearing, tally, second, meeting = scenario.log.events
    assert (letter.case_id, letter.actor, letter.recipients) == ("scenario", "chair", ("director", "adams"))
    assert (str(letter.when), letter.received.civil.isoformat(), letter.medium) == (
        "some day in May 2017",
        "2017-06-01",
        "mail",
    )
    assert letter.attributes == (("note", "a;b"), ("pages", "12"))
    assert (hearing.when.first.day, hearing.when.last.day) == (1, 3)
    assert (hearing.body, hearing.meeting_kind, hearing.outcome) == ("board", "special", None)
    assert (tally.votes_for, tally.votes_against, tally.votes_abstain) == (4, 3, 1)
    assert (tally.members_present, tally.members_total, tally.outcome) == (8, 9, "approved")
    assert not tally.when.known
    assert tally.attribute("sealed") == "2017-07-01"
    assert (second.case_id, second.present_by) == ("second", (("adams", 5), ("becket", 0)))
    assert (second.when.instant.hour, meeting.case_id) == (18, None)
    assert {"actor", "medium", "pages", "members_present_by"} <= scenario.log.columns
    assert "attendees" not in scenario.log.columns


def test_a_record_gives_what_the_same_log_gives(tmp_path):
    rows = """
    columns case_id
    letter 2017-05 actor=chair recipient=director;adams received=2017-06-01 medium=mail note="a, b" case=scenario
    hearing 2017-05-01/2017-05-03 body=board meeting_kind=special case=scenario
    tally - actor=board votes_for=4 votes_against=3 members_present=7 outcome=approved case=scenario
    town_vote 2017-06-01T18:00 actor=adams votes_for=10 votes_against=9 case=second
    meeting 2017-06-02 body=board case=
    """
    (tmp_path / "log.csv").write_text(csv_of(rows), encoding="utf-8")
    log = read_log([(tmp_path / "log.csv", "log.csv")], "America/New_York", None).value.log
    body = """
      as of 2017-12-31
      2017-05 letter by chair to director and adams received 2017-06-01 with medium mail with note "a, b"
      2017-05-01/2017-05-03 hearing of board special
      undated tally by board 4 for 3 against 7 present approved
      2017-06-01T18:00 town_vote case second by adams 10 for 9 against
      2017-06-02 meeting of board
      expect nothing violated
    """
    (scenario,) = proving.scenarios_of(opened(body)).value
    assert [evolve(e, file="", line=0) for e in scenario.log.events] == [evolve(e, file="", line=0) for e in log.events]
    assert scenario.log.columns == log.columns


def test_one_record_told_twice_counts_once():
    rows = "2017-05-11 hearing with event_id a\n2017-05-11 hearing with event_id a"
    (scenario,) = proving.scenarios_of(opened(f"as of 2018-01-01\n{rows}\nexpect hearing satisfied")).value
    assert len(scenario.log.events) == 1


@pytest.mark.parametrize(
    ("words", "stream"),
    [
        ("complete", (None, None, None, None)),
        ("complete from 2017-01-01", (None, None, "2017-01-01", None)),
        ("complete from 2017-01-01 through 2017-06-30", (None, None, "2017-01-01", "2017-06-30")),
        ("complete for letter through 2017-06-30", ("letter", None, None, "2017-06-30")),
        ("complete for board", (None, "board", None, None)),
        ("complete for meeting", ("meeting", None, None, None)),
    ],
)
def test_completeness(words, stream):
    for body in (f"as of 2018-01-01, {words}", f"{words} as of 2018-01-01"):
        (scenario,) = proving.scenarios_of(opened(f"{body} expect nothing violated")).value
        (entry,) = scenario.completeness.entries
        days = (str(day) if day else None for day in (entry.start, entry.through))
        assert (entry.activity, entry.body, *days) == stream


# ---- what is refused ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "error"),
    [
        ("2017-05-11 hearng", ("AG101", "hearng", "no step is called `hearng`", "did you mean `hearing`?")),
        ("2017-05-11 hearing by chiar", ("AG101", "chiar", "no actor is called `chiar`", "did you mean `chair`?")),
        ("2017-05-11 letter to adam", ("AG101", "adam", "no recipient is called `adam`", "did you mean `adams`?")),
        (
            "2017-05-11 hearing of bord",
            ("AG101", "bord", "no body or member is called `bord`", "did you mean `board`?"),
        ),
        (
            "2017-05-11 tally 2 present from adam",
            ("AG101", "adam", "no member is called `adam`", "did you mean `adams`?"),
        ),
        (
            "2017-05-11 tally aproved",
            ("AG101", "aproved", "no outcome or kind of meeting is called `aproved`", "did you mean `approved`?"),
        ),
        (
            "2017-05-11 letter with recipiant x",
            ("AG101", "recipiant", "no column is called `recipiant`", "did you mean `recipient`?"),
        ),
        (
            "2017-05-11 tally 3 for 4 for",
            ("AG105", "4 for", "this row says `votes_for` twice", "keep one of the two"),
        ),
        (
            "2017-05-11 letter by chair with actor director",
            ("AG105", "with actor director", "this row says `actor` twice", "keep one of the two"),
        ),
        (
            "complete for bord",
            ("AG101", "bord", "no step or body is called `bord`", "did you mean `board`?"),
        ),
        (
            "complete from 2018-01-01 through 2017-01-01",
            (
                "AG105",
                "complete from 2018-01-01 through 2017-01-01",
                "this stretch ends before it starts",
                "exchange the dates",
            ),
        ),
        (
            "reading majorty = of_those_present",
            ("AG101", "majorty", "no ambiguity is called `majorty`", "did you mean `majority`?"),
        ),
        (
            "reading majority = of_them",
            (
                "AG101",
                "of_them",
                "no reading of `majority` is called `of_them`",
                "known here: of_the_whole_board, of_those_present",
            ),
        ),
        (
            "reading majority = of_those_present reading majority = of_the_whole_board",
            ("AG102", "majority", "`majority` is declared twice", "give this reading another name"),
        ),
        (
            "as of 2018-02-01",
            ("AG120", "as of 2018-02-01", "a scenario is judged as of one day", "write `as of` and a date, once"),
        ),
        ("expect hearng satisfied", ("AG101", "hearng", "no step is called `hearng`", "did you mean `hearing`?")),
        (
            "expect letter.bye satisfied",
            ("AG101", "bye", "no rule of `letter` is called `bye`", "did you mean `by`?"),
        ),
        (
            "expect III.C letter satisfied",
            ("AG101", "III.C", "no rule of `letter` cites III.C", "`letter` cites III.B"),
        ),
        (
            "expect III.C letter.by satisfied",
            ("AG101", "III.C", "`letter.by` does not cite III.C", "`letter.by` cites III.B"),
        ),
        (
            'expect "G.L. c.4" letter satisfied',
            ("AG101", '"G.L. c.4"', "no rule of `letter` cites G.L. c.4", "`letter` cites III.B"),
        ),
        (
            "expect III.D sentence 3 copy satisfied",
            (
                "AG101",
                "III.D sentence 3",
                "no rule of `copy` cites III.D sentence 3",
                "`copy` cites III.D, III.D sentence 2",
            ),
        ),
        ("expect letter ok", ("AG101", "ok", "no state is called `ok`", None)),
        (
            "expect letter to adam satisfied",
            ("AG101", "adam", "no member or recipient is called `adam`", "did you mean `adams`?"),
        ),
        (
            "expect letter in round 0 satisfied",
            ("AG105", "in round 0", "rounds are counted from 1", "write `in round 1`"),
        ),
        (
            "expect tally satisfied, relied on by hearng",
            ("AG101", "hearng", "no step is called `hearng`", "did you mean `hearing`?"),
        ),
        (
            "expect tally satisfied, depending on majorty",
            ("AG101", "majorty", "no ambiguity is called `majorty`", "did you mean `majority`?"),
        ),
        (
            "expect tally satisfied, on hearsay evidence",
            ("AG101", "hearsay", "no evidence is called `hearsay`", "known here: assumed, declared, direct, missing"),
        ),
        (
            "expect nothing violated under majorty = x",
            ("AG101", "majorty", "no ambiguity is called `majorty`", "did you mean `majority`?"),
        ),
        (
            "expect nothing viollated",
            ("AG101", "viollated", "no state is called `viollated`", "did you mean `violated`?"),
        ),
        (
            "2017-05-11 hearing received 1980-01-02",
            (
                "AG052",
                "received 1980-01-02",
                None,
                None,
            ),
        ),
        (
            "2017-05-11 hearing with corrects a",
            ("AG056", "2017-05-11 hearing with corrects a", None, None),
        ),
        (
            "2017-05-11 tally by board 6 for 4 against",
            (
                "AG063",
                "",
                "10 votes are recorded, but board has 9 seats",
                "correct the number, or the roster in the encoding",
            ),
        ),
        (
            "2017-05-11 tally by board 6 for 4 against approved 8 in all",
            ("AG054", "6 for", None, None),
        ),
    ],
)
def test_refused(body, error):
    found = said(f"as of 2018-01-01\n{body}\nexpect hearing satisfied")
    assert len(found) == 1, found
    assert all(
        want in {None, got} or got.startswith("known here") for want, got in zip(error, found[0], strict=True)
    ), found


@pytest.mark.parametrize(
    ("body", "code"),
    [("2017-05-11 hearing expect hearing satisfied", "AG120"), ("as of 2018-01-01 2017-05-11 hearing", "AG121")],
)
def test_what_every_scenario_needs(body, code):
    assert [one[0] for one in said(body)] == [code]


def test_an_unknown_procedure_and_nothing_that_follows_from_it():
    assert said("2017-05-11 nothing_known", "for chnge") == [
        ("AG101", "chnge", "no procedure is called `chnge`", "did you mean `change`?")
    ]


def test_two_scenarios_of_one_title():
    first, second = "2017-05-11 hearing expect hearing satisfied", "expect nothing violated"
    body = f'as of 2018-01-01 {first} }}\nscenario "sample" {{ as of 2018-01-01 {second}'
    assert [(code, message) for code, _, message, _ in said(body)] == [("AG102", "`sample` is declared twice")]


def test_a_scenario_that_cannot_be_read_gives_one_error_and_leaves_the_others():
    body = """
      as off 2018-01-01
      2017-05-11 hearing
      expect hearing satisfied
    }
    scenario "other" for change {
      as of 2018-01-01
      2017-05-11 hearng
      expect hearing satisfied
    """
    assert [(one[0], one[1]) for one in said(body)] == [("AG001", "off"), ("AG101", "hearng")]


def test_mistakes_elsewhere_do_not_hide_those_in_scenarios():
    text = text_of("as of 2018-01-01\n2017-05-11 hearng\nexpect hearing satisfied").replace(
        "by chair to", "by chiar to"
    )
    found = proving.with_scenarios(analyse(Source("sample.agree", text)))
    assert [d.message for d in found.diagnostics] == [
        "no office or body is called `chiar`",
        "no step is called `hearng`",
    ]


# ---- files --------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Return a current folder with an agreement and scenarios beside it and below it."""
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "mine/agreement.agree": text_of(f"{BODY} expect letter violated"),
        "mine/beside.agree": f'scenario "beside" for change {{ {BODY} expect letter satisfied }}',
        "mine/scenarios/below.agree": f'scenario "below & <above>" for change {{ {BODY} expect copy violated }}',
        "mine/logs.csv": "",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def titles(suites):
    return {suite.path: [proof.scenario.title for proof in suite.proofs] for suite in suites.suites}


ALL = {
    "mine/agreement.agree": ["sample"],
    "mine/beside.agree": ["beside"],
    "mine/scenarios/below.agree": ["below & <above>"],
}


@pytest.mark.parametrize("names", [["mine"], ["mine/agreement.agree"], ["mine", "mine/beside.agree"]])
def test_scenarios_of_an_agreement(folder, names):
    found = proving.run_scenarios(names)
    assert titles(found) == ALL
    assert [proof.scenario.title for proof in found.failed] == ["beside"]
    assert found.exit_code == 1


@pytest.mark.parametrize("name", ["mine/beside.agree", "mine/scenarios/below.agree", "mine/scenarios"])
def test_one_file_of_scenarios(folder, name):
    (path,) = titles(proving.run_scenarios([name]))
    assert path.startswith(name)


def test_only_some(folder):
    seen = []
    found = proving.run_scenarios(["mine"], "BELOW", seen.append)
    assert titles(found) == {"mine/scenarios/below.agree": ["below & <above>"]}
    assert [scenario.title for scenario in seen] == ["below & <above>"]
    assert found.exit_code == 0
    assert proving.run_scenarios(["mine"], "no such words").exit_code == 3


def test_another_agreement_in_a_folder_has_its_own_scenarios(folder):
    (folder / "mine" / "other.agree").write_text(text_of(f"{BODY} expect letter violated"), encoding="utf-8")
    assert titles(proving.run_scenarios(["mine/other.agree"])) == {"mine/other.agree": ["sample"]}


def test_scenarios_without_agreement(folder):
    (folder / "lost.agree").write_text(f'scenario "lost" {{ {BODY} expect letter violated }}', encoding="utf-8")
    found = proving.run_scenarios(["lost.agree"])
    ((error,),) = (suite.errors for suite in found.suites)
    assert (error.code, error.message) == (
        "AG122",
        "these scenarios have no agreement: there is no `agreement.agree` in their folder",
    )
    assert found.exit_code == 2


def test_an_agreement_that_cannot_be_read_is_not_missing(folder):
    (folder / "lost.agree").write_text(f'agrement x\nscenario "lost" {{ {BODY} expect letter violated }}', "utf-8")
    (errors,) = (suite.errors for suite in proving.run_scenarios(["lost.agree"]).suites)
    assert {error.code for error in errors} == {"AG001"}


def test_scenarios_of_an_agreement_with_errors_are_not_run(folder):
    (folder / "mine" / "agreement.agree").write_text(text_of(f"{BODY} expect letter violated") + "nonsense", "utf-8")
    found = proving.run_scenarios(["mine/beside.agree"])
    ((error,),) = (suite.errors for suite in found.suites)
    assert error.message == "the agreement of these scenarios has errors: mine/agreement.agree"
    assert (found.exit_code, found.proofs) == (2, ())


# ---- how it is told --------------------------------------------------------------------------------------------------


@pytest.fixture
def mixed(folder):
    """Return suites with a scenario that is met, one that is not, and a file with an error."""
    (folder / "mine" / "wrong.agree").write_text('scenario "wrong" for change { expect letter violated }', "utf-8")
    expectations = """
      expect III.B letter violated, late by 3 working days, due 2017-04-11
      expect copy satisfied
      expect nothing violated
      expect tally.quorum in round 2 satisfied
      expect letter.by satisfied
    """
    text = f'scenario "five expectations" for change {{\n{BODY}\n{expectations}}}'
    (folder / "mine" / "beside.agree").write_text(text, "utf-8")
    return proving.run_scenarios(["mine"])


def test_text(mixed, golden):
    golden("test.txt", "".join(proofs.text(mixed)))


def test_json(mixed, golden):
    text = proofs_json.render(mixed)
    golden("test.json", text)
    document = json.loads(text)
    assert document["summary"] == {
        "files": 4,
        "scenarios": 3,
        "expectations": 7,
        "met": 2,
        "failed": 1,
        "errors": 1,
    }


def test_junit(mixed, golden):
    text = "".join(junit.render(mixed))
    golden("test.xml", text)
    root = ET.fromstring(text)  # noqa: S314 - our own text
    cases = {case.get("name"): case for case in root.iter("testcase")}
    assert set(cases) == {"sample", "five expectations", "below & <above>", "AG120 no-as-of"}
    assert cases["five expectations"].find("failure") is not None
    assert cases["AG120 no-as-of"].find("error") is not None
    assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("4", "1", "1")


def test_junit_holds_no_character_that_xml_forbids(folder):
    text = f'scenario "a \ufffe b" for change {{ {BODY} expect letter satisfied }}'
    found = analyse(Source("sample.agree", text_of(f"{BODY} expect letter violated }}\n{text[:-1]}")))
    made = tuple(prove(scenario) for scenario in proving.scenarios_of(found).value)
    root = ET.fromstring("".join(junit.render(Suites((Suite(found.sources, made, ()),)))))  # noqa: S314 - our own text
    assert [case.get("name") for case in root.iter("testcase")] == ["sample", "a \ufffd b"]


def test_of_very_many_verdicts_only_the_first_are_shown():
    lines = list(proofs.differences(proof_of("expect nothing satisfied")))
    assert lines[-1].strip().startswith("… and ")
    assert sum(" is satisfied" in line for line in lines) == 5


def test_nothing_to_run():
    assert "".join(proofs.text(Suites(()))) == "no scenario was run\n"
