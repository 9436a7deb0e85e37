"""The verb `compute`: figures to an amount, step by step."""

import re
from pathlib import Path

import click

from agreelint.cli.options import FILE, formats
from agreelint.cli.output import output, tell

_YEAR = re.compile(r"(?:FY)?([0-9]{4})")


def _year(_context: click.Context, _parameter: click.Parameter, value: str | None) -> int | None:
    """Return the number of a fiscal year."""
    if value is None:
        return None
    found = _YEAR.fullmatch(value.strip())
    if found is None:
        raise click.BadParameter(f"`{value}` is no fiscal year; write it as FY2019")
    return int(found[1])


fiscal_year = click.option(
    "--fiscal-year",
    "year",
    callback=_year,
    metavar="FY2019",
    help="For this fiscal year, named by the year in which it ends.",
)


@click.command()
@click.argument("agreement")
@click.argument("what", required=False)
@click.option(
    "--inputs", "-i", multiple=True, type=FILE, help="CSV, JSON Lines or Excel file with a figure in each row."
)
@fiscal_year
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@formats("text", "json")
@output
def compute(
    agreement: str, what: str | None, inputs: tuple[Path, ...], year: int | None, reading: tuple[str, ...], form: str
) -> tuple[str, int]:
    """Work an amount out and show every step with its clause: a schedule, a formula or a limit.

    Without WHAT it lists what can be worked out. `agreelint new inputs` writes a file of inputs to type into.

    \b
    Example:
      agreelint compute mount_greylock assessments --inputs fy2019.csv --fiscal-year FY2019
    """
    from agreelint.computing import Request
    from agreelint.computing import compute as worked_out
    from agreelint.report import computed

    outcome = worked_out(Request(agreement, what, inputs, year, reading))
    tell(outcome.diagnostics, outcome.sources)
    if outcome.computed is None:
        return "", outcome.exit_code
    render = computed.as_json if form == "json" else computed.text
    return render(outcome.computed), outcome.exit_code
