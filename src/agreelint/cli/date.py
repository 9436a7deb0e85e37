"""The verb `date`: an expression to a deadline, counted out."""

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell


@click.command()
@click.argument("expression", nargs=-1, required=True)
@click.option("--county", help="Count local legal holidays of this county too, such as suffolk.")
@click.option("--explain", is_flag=True, help="List every day, however many.")
@formats("text", "json")
@output
def date(expression: tuple[str, ...], county: str | None, explain: bool, form: str) -> tuple[str, int]:
    """Work out one deadline and show how it was counted.

    \b
    Examples:
      agreelint date "20 working days before 2017-05-11"
      agreelint date "48 hours not counting saturdays, sundays and legal holidays before 2026-06-23T18:00"
    """
    from agreelint.deadlines import work_out
    from agreelint.report import dates

    answer, diagnostics, source = work_out(" ".join(expression), county)
    if answer is None:
        tell(diagnostics, (source,))
        return "", 2
    return dates.as_json(answer) if form == "json" else dates.text(answer, every_day=explain), 0
