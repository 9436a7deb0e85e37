"""Amounts: how numbers are rounded and written, which units fit, and rows that bring figures."""

from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stock import model_of, run, with_steps

from agreelint.amounts.evaluate import Place
from agreelint.amounts.needs import Needs
from agreelint.amounts.rounding import rounded
from agreelint.amounts.values import Key
from agreelint.model.units import RATIO, Unit
from agreelint.plan.duties import duties
from agreelint.source import Span
from agreelint.syntax import nodes

HERE = Span("x", 0, 0)
DOLLARS = Unit((("dollars", 1),))
PERCENT = Unit(percent=True)
WAYS = {
    "half_up": ROUND_HALF_UP,
    "half_even": ROUND_HALF_EVEN,
    "always_up": ROUND_CEILING,
    "always_down": ROUND_FLOOR,
}


@given(st.decimals(-1000, 1000, places=4), st.integers(0, 4), st.sampled_from(sorted(WAYS)))
def test_rounding_is_that_of_decimal_arithmetic(number, places, way):
    rounding = nodes.Rounded(HERE, nodes.ToDecimals(HERE, places), nodes.Word(HERE, way))
    found, told = rounded(Fraction(number), rounding, RATIO)
    assert found == Fraction(number.quantize(Decimal(1).scaleb(-places), rounding=WAYS[way]))
    assert told == f"rounded to {places} decimals"


@pytest.mark.parametrize(
    ("value", "unit", "written"),
    [
        (Fraction(1234567, 2), DOLLARS, "617,283.5 dollars"),
        (Fraction(-1, 4), DOLLARS, "-0.25 dollars"),
        (Fraction(1, 3), RATIO, "0.33333333… (1/3)"),
        (Fraction(1, 8), PERCENT, "12.5 percent"),
        (Fraction(1, 3), PERCENT, "33.33333333… (100/3) percent"),
        (Fraction(5), DOLLARS.times(Unit((("pupils", 1),)), -1), "5 dollars per pupil"),
    ],
)
def test_amounts_are_written_exactly_or_say_that_they_go_on(value, unit, written):
    assert unit.write(value) == written


def test_units_of_products_and_quotients():
    per_pupil = DOLLARS.times(Unit((("pupils", 1),)), -1)
    assert per_pupil.times(Unit((("pupils", 1),))) == DOLLARS
    assert DOLLARS.times(DOLLARS, -1).alike(PERCENT)
    assert not DOLLARS.alike(per_pupil)
    assert DOLLARS.alike(Unit(stated=False))


FIGURES = """
figure cost in dollars every fiscal_year cites VIII
figure heads of each town in pupils cites VIII
figure repair for each job in dollars cites III
figure kind one of debt, outlay cites VIII
figure part in percent cites VIII
limit five cites VIII requires part is at most 5 percent
limit one every fiscal_year cites VIII requires cost is at most 5 dollars
limit two of each town cites VIII requires heads is at most 5 pupils
limit three for each job cites VIII requires repair is at most 5 dollars
limit four cites VIII requires kind is debt
"""


@pytest.mark.parametrize(
    ("row", "message", "hint"),
    [
        ("subject=costs fiscal_year=FY2018 value=1", "`costs` is no figure of the agreement", "did you mean `cost`?"),
        (
            "value=1",
            "`` is no figure of the agreement",
            "write one of these in `subject`: cost, heads, repair, kind, part",
        ),
        (
            "subject=cost value=1",
            "`cost` is counted each fiscal year, and `fiscal_year` is empty",
            "write it as FY2018",
        ),
        ("subject=cost fiscal_year=CY18 value=1", "`fiscal_year` is `CY18`", "write it as FY2018"),
        ("subject=cost fiscal_year=FY2018 value=1,5", "`1,5`, which is no number", "a plain number"),
        ("subject=cost fiscal_year=FY2018", "``, which is no number", "a plain number"),
        ("subject=cost fiscal_year=FY2018 value=1 unit=pupils", "recorded in pupils", "units never turn"),
        (
            "subject=heads actor=boston value=1",
            "`boston` is none",
            "write one of adams, becket, colrain",
        ),
        ("subject=heads actor=adams value=-3", "`heads` is -3, and pupils are never below zero", "correct the number"),
        ("subject=part value=-1", "`part` is -1, and percent are never below zero", "correct the number"),
        (
            "subject=part actor=adams value=1",
            "one `part` for all, and this row gives it for `adams`",
            "leave the member",
        ),
        ("subject=part fiscal_year=FY2018 value=1", "`part` has no years", "leave `fiscal_year` empty"),
        ("subject=kind value=debt unit=dollars", "`kind` is recorded in dollars; it is a word", "units never turn"),
        ("subject=repair value=1", "this row does not say which", "fill the column `occurrence`"),
        ("subject=kind value=loan", "`kind` is `loan`, which it cannot be", "write one of debt, outlay"),
    ],
)
def test_a_row_that_brings_no_figure_is_an_error(tmp_path, monkeypatch, row, message, hint):
    monkeypatch.chdir(tmp_path)
    outcome = run(tmp_path, with_steps("step hello by chair", FIGURES), f"figure - {row}")
    assert outcome.exit_code == 2
    (found,) = outcome.diagnostics
    assert found.code in {"AG066", "AG067"}
    assert message in found.message
    assert hint in found.hint


def test_duties_list_schedules_and_limits():
    model = model_of(
        with_steps(
            "step hello by chair",
            """
figure share of each town in dollars every fiscal_year cites VIII
schedule payments "payments" of share every fiscal_year as FY cites VIII.H {
  town  at least 1/2 no later than July 15 in FY
}
limit most of each town every fiscal_year cites VIII.D requires share is at most 5 dollars
""",
        )
    )
    items = duties(model, {}).items
    assert [item.who for item in items] == [
        ("Town of Adams",),
        ("Town of Becket",),
        ("Town of Colrain",),
        ("Each member town",),
    ]
    assert items[0].when == ("every fiscal year", "at least 1/2 of the share paid by July 15 in FY")
    assert items[3].when == ("every fiscal year", "it must hold: share is at most 5 dollars")


def test_what_rests_on_the_year_before_needs_the_figures_of_the_years_that_are_told():
    model = model_of(
        with_steps(
            "step hello by chair",
            """
figure spent in dollars every fiscal_year cites VIII
formula spent_ever in dollars every fiscal_year cites VIII = spent + spent_ever in the previous year  not rounded
limit most every fiscal_year cites VIII requires spent_ever is at most 5 dollars
""",
        )
    )
    told = {Key("spent", None, 2017): Fraction(1)}
    for recorded, years in (({}, (2018,)), (told, (2016, 2017, 2018))):
        needs = Needs(model.agreement, model.amounts.quantities, {}, recorded)
        needs.amount("spent_ever", Place(None, 2018))
        assert needs.keys == tuple(Key("spent", None, year) for year in years)
