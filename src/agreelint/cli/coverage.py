"""The verb `coverage`: what became of each binding sentence of a source."""

from pathlib import Path

import click

from agreelint.cli.options import FILE, formats
from agreelint.cli.output import output, tell


@click.command()
@click.argument("agreement")
@click.option("--source", type=FILE, metavar="FILE", help="The source document: compare it, and show its text.")
@formats("text", "json", "html")
@output
def coverage(agreement: str, source: Path | None, form: str) -> tuple[str, int]:
    """Say of each binding sentence of the source what encodes it, why it is out of scope, or that it is untouched.

    The sentences are those of `outline.toml` beside the agreement, which `agreelint outline` makes. Exit code 1: a
    sentence is untouched, or the source at hand is another one.

    \b
    Example:
      agreelint coverage bi_county --source source.txt --format html --output coverage.html
    """
    from agreelint.covering import cover
    from agreelint.prove.coverage import Status
    from agreelint.report.coverage import render

    opened, found = cover(agreement, source)
    if found is None:
        tell(opened.diagnostics, opened.sources)
        return "", 2
    return render(found, form), 1 if found.differences or found.count(Status.UNTOUCHED) else 0
