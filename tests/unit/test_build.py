"""Values in the tree, and single values that cannot be."""

from datetime import date
from fractions import Fraction

import pytest
from stock import said, under, with_steps

from agreelint.session import analyse
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.build import NODES, rule_name
from agreelint.syntax.parser import parse, parse_date_query


def first_of(text, cls):
    """Return the first declaration of a class."""
    return next(d for d in parse(Source("a.agree", text)).value.declarations if isinstance(d, cls))


def step(text):
    procedure = first_of(with_steps(text), nodes.Procedure)
    return procedure.items[0]


def test_names_of_rules():
    assert rule_name(nodes.ClauseCite) == "clause_cite"
    assert rule_name(nodes.FiscalYearStarts) == "fiscal_year_starts"
    assert NODES["step"] is nodes.Step
    assert "node" not in NODES


def test_header_values():
    text = """agreement a "The title" {
      kind collaborative  jurisdiction massachusetts  adopted 2017-10-12 cites I
      in force from state approval, date not recorded  replaces "older"  zone America/New_York
      fiscal_year starts July 1
      counting { working days Monday to Thursday except legal holidays assumed  roll none cites II
        saturdays closed cites "x y" }
    }"""
    header = first_of(text, nodes.Agreement)
    kinds = {type(item): item for item in header.headers}
    assert (header.name.text, header.title) == ("a", "The title")
    assert kinds[nodes.Adopted].day == date(2017, 10, 12)
    assert kinds[nodes.Zone].name == "America/New_York"
    assert (kinds[nodes.FiscalYearStarts].month, kinds[nodes.FiscalYearStarts].day) == (7, 1)
    week, roll, saturdays = kinds[nodes.CountingBlock].items
    assert (week.first, week.last, week.basis.text) == ("Monday", "Thursday", "assumed")
    assert (roll.rule.text, roll.basis.cites[0].label) == ("roll_none", "II")
    assert saturdays.basis.cites[0].label == "x y"


def test_body_values():
    text = """body b "B" {
      seats 7, 4 from adams, 3 from becket  quorum at least 2/3 of seats with at least 1 from each town
      decides with more than 1/2 of present  meets at least once every fiscal_year
      meets at least 6 times from July 1 to September 30 every fiscal_year
    }"""
    seats, quorum, decides, once, six = first_of(text, nodes.Body).items
    assert (seats.count, [(p.count, p.member.text) for p in seats.parts if p]) == (7, [(4, "adams"), (3, "becket")])
    assert (quorum.rule.share.value, quorum.each.count, quorum.each.group.text) == (Fraction(2, 3), 1, "town")
    assert (type(decides.rule), decides.rule.share.value) == (nodes.MoreThan, Fraction(1, 2))
    assert (once.rule.times.text, once.rule.window) == ("once", None)
    window = six.rule.window
    assert six.rule.times.count == 6
    assert (window.first_month, window.first_day, window.last_month, window.last_day) == (7, 1, 9, 30)


def test_flags_and_absences():
    found = step('step one "title" optional cites VI.A sentence 2, "law" by chair')
    assert (found.title, found.optional) == ("title", True)
    assert [(type(c), c.label) for c in found.citation.cites] == [(nodes.ClauseCite, "VI.A"), (nodes.TextCite, "law")]
    assert found.citation.cites[0].sentence == 2
    bare = step("step one")
    assert (bare.title, bare.optional, bare.citation, bare.by, bare.clauses) == (None, False, None, None, ())
    members = first_of('group g { a "A" from 2017-07-01 b "B" until 2018-06-30 c "C" }', nodes.Group).members
    assert [(m.since, m.until) for m in members] == [
        (date(2017, 7, 1), None),
        (None, date(2018, 6, 30)),
        (None, None),
    ]


def test_hours_with_what_is_not_counted():
    bound = step("notice one at least 48 hours not counting saturdays, sundays and legal holidays before hearing")
    period = bound.clauses[0].body.bounds[0].period
    assert period.count == 48
    assert [day.text for day in period.unit.uncounted.days] == ["saturdays", "sundays", "legal_holidays"]
    plain = step("notice one at least 48 hours before hearing").clauses[0].body.bounds[0].period
    assert plain.unit.uncounted is None


def test_bounds_are_one_clause():
    clause = step("step one at least 10 days after two and no later than June 30, 2017 cites VI").clauses[0]
    assert [type(bound) for bound in clause.body.bounds] == [nodes.AtLeastAfter, nodes.NoLaterThan]
    assert clause.citation.cites[0].label == "VI"


@pytest.mark.parametrize(
    ("steps", "words", "message"),
    [
        ("step one by chair no later than 2017-02-30", "2017-02-30", "`2017-02-30` is no day of the calendar"),
        ("step one by chair no later than 2017-13-01", "2017-13-01", "`2017-13-01` is no day of the calendar"),
        ("step one by chair no later than 2017-13", "2017-13", "months run from 01 to 12"),
        ("step one by chair no later than February 30, 2017", "February 30", "no year has a February 30"),
        ("step one by chair no later than February 29, 2017", "February 29, 2017", "is not in the calendar"),
        ("step one by chair no later than fifth Monday of June 2017", "fifth Monday of June 2017", "has no Monday"),
        ("step one by chair no later than June 31 in FY2018", "June 31", "no year has a June 31"),
        ("step one by chair no later than 2017-05-11/2017-05-01", "2017-05-11/2017-05-01", "ends before it starts"),
        ("step one by chair no later than next June 31 after 2017-05-11", "June 31", "no year has a June 31"),
    ],
)
def test_values_that_cannot_be(steps, words, message):
    text = with_steps(steps)
    (found,) = analyse(Source("a.agree", text)).diagnostics
    assert (found.code, found.name) == ("AG002", "bad-value")
    assert message in found.message
    assert under(text, found) == words
    assert "write a da" in found.hint


def test_several_bad_values_are_each_told():
    found = said(with_steps("step one by chair no later than 2017-02-30\nstep two by chair no later than 2017-02-31"))
    assert [(code, message) for code, _, _, message, _ in found] == [
        ("AG002", "`2017-02-30` is no day of the calendar"),
        ("AG002", "`2017-02-31` is no day of the calendar"),
    ]


def test_a_share_of_nothing():
    found = said(with_steps("vote one by board passes with at least 1/0 of present"))
    assert [(code, message) for code, _, _, message, _ in found] == [("AG002", "a share cannot be divided by 0")]


@pytest.mark.xfail(strict=True, reason="1/0 is reported twice: it is read on as 1, which `more than` cannot reach")
def test_a_share_of_nothing_is_told_once():
    found = said(with_steps("vote one by board passes with more than 1/0 of present"))
    assert [code for code, *_ in found] == ["AG002"]


def test_a_date_with_a_clock_that_cannot_be():
    result = parse_date_query(Source("expression", "48 hours before 2017-05-11T25:00"))
    assert [(d.code, d.labels[0].span.start) for d in result.diagnostics] == [("AG002", 16)]


def test_shares_are_exact():
    rule = step("vote one passes with at least 2/6 of seats").clauses[0].body.rule
    assert (rule.share.part, rule.share.whole, rule.share.value) == (2, 6, Fraction(1, 3))


@pytest.mark.parametrize(("terms", "codes"), [(64, []), (65, ["AG005"]), (5000, ["AG005"])])
def test_terms_that_follow_each_other(terms, codes):
    text = f"figure b in dollars cites I formula c in dollars cites I = {' + '.join(['b'] * terms)} not rounded"
    found = parse(Source("a.agree", text))
    assert [d.code for d in found.diagnostics] == codes
    analyse(Source("a.agree", f'agreement a "A" {{ jurisdiction massachusetts }} {text}'))
