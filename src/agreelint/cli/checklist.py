"""The verb `checklist`: a procedure to what each office has to do."""

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell


@click.command()
@click.argument("agreement")
@click.argument("procedure", required=False)
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@formats("text", "markdown")
@output
def checklist(agreement: str, procedure: str | None, reading: tuple[str, ...], form: str) -> tuple[str, int]:
    """Print what each office has to do, in order, with the votes needed in plain numbers.

    Without PROCEDURE, or with the word `duties`: what is owed outside procedures, and how often.

    \b
    Example:
      agreelint checklist bi_county amendment --format markdown
    """
    from agreelint import session
    from agreelint.report.checklist import render

    opened, chosen = session.open_procedure(agreement, procedure, outside=True)
    if chosen is None:
        tell(opened.diagnostics, opened.sources)
        return "", 2
    return render(session.make_checklist(chosen, procedure, reading), form), 0
