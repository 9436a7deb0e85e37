"""The verb `audit`: an agreement and event logs to verdicts."""

import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

import click

from agreelint.cli.options import DAY, FILE, formats
from agreelint.cli.output import output, tell


def _states(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[Any]:
    from agreelint.audit.verdicts import State

    words = [word.strip() for word in (value or "").split(",") if word.strip()]
    known = [state.value for state in State]
    for word in words:
        if word not in known:
            raise click.BadParameter(f"`{word}` is no state: {', '.join(known)}")
    return frozenset(State(word) for word in words)


@click.command()
@click.argument("agreement")
@click.argument("logs", nargs=-1, required=True, type=FILE, metavar="LOG...")
@click.option("--procedure", help="Audit this procedure only, without standing duties.")
@click.option("--as-of", type=DAY, help="Judge as of the end of this day.  [default: today]")
@click.option("--complete-from", type=DAY, help="The record is complete from this day.")
@click.option("--complete-through", type=DAY, help="The record is complete through this day.")
@click.option("--mapping", type=FILE, help="TOML file that maps the record's words to those of the encoding.")
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@click.option("--no-packs", is_flag=True, help="Leave out what statutes and regulations ask.")
@click.option("--only", callback=_states, metavar="STATES", help="Show only these states, such as violated,unknown.")
@click.option("--fail-on", callback=_states, metavar="STATES", help="Exit with 1 on these states too.")
@click.option("--skip-bad-rows", type=FILE, metavar="FILE", help="Write unreadable rows there and go on.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "reference"]),
    default="auto",
    show_default=True,
    help="What evaluates the log.",
)
@click.option(
    "--explain",
    is_flag=True,
    help="Show every count day by day, where each rule is encoded, and which scenarios show it.",
)
@formats("text", "json", "csv")
@output
def audit(agreement: str, logs: tuple[Path, ...], **options: Any) -> tuple[str | Iterable[str], int]:
    """Audit event logs against an agreement and explain every verdict.

    \b
    Example:
      agreelint audit bi_county my_log.csv --as-of 2017-12-31 --explain
    """
    from agreelint.auditing import Request, run_audit
    from agreelint.covering import shows_of
    from agreelint.report.document import Report
    from agreelint.report.formats import renderer

    request = Request(
        agreement=agreement,
        logs=logs,
        as_of=options["as_of"] or _today(),
        procedure=options["procedure"],
        mapping=options["mapping"],
        readings=options["reading"],
        skip_bad_rows=options["skip_bad_rows"],
        fail_on=options["fail_on"],
        complete_from=options["complete_from"],
        complete_through=options["complete_through"],
        packs=not options["no_packs"],
    )
    outcome = run_audit(request)
    tell(outcome.diagnostics, outcome.sources)
    if outcome.audit is None:
        return "", outcome.exit_code
    report = Report(
        outcome.audit,
        outcome.opened.sources[0],
        outcome.opened.sha256,
        options["only"],
        options["explain"],
        shows_of(agreement, outcome.opened, outcome.audit.model) if options["explain"] else None,
    )
    return renderer(options["form"], colours=sys.stdout.isatty())(report), outcome.exit_code


def _today() -> date:
    """Return today's date: the edge alone may ask the clock, and the report prints what it said."""
    return date.today()  # noqa: DTZ011 - the civil day where the user is
