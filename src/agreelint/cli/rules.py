"""The verb `rules`: what the law says, as far as it was read."""

from datetime import date

import click

from agreelint.cli.options import DAY, formats
from agreelint.cli.output import output


@click.command()
@click.argument("packs", nargs=-1, metavar="[PACK...]")
@click.option("--jurisdiction", default="massachusetts", show_default=True, help="Whose law to list.")
@click.option("--as-of", type=DAY, help="Only what is in force on this day, or may be.")
@formats("text", "json", "markdown")
@output
def rules(packs: tuple[str, ...], jurisdiction: str, as_of: date | None, form: str) -> tuple[str, int]:
    """List packs of statutes and regulations: provisions, how well each is known, since when, and what was not read.

    `agreelint explain FACT` prints one provision in full.

    \b
    Examples:
      agreelint rules
      agreelint rules open_meetings --as-of 2017-05-11
    """
    from agreelint.explain.provisions import packs_told
    from agreelint.report.rules import render

    return render(packs_told(jurisdiction, packs), form, as_of), 0
