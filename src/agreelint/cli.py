"""The command line: arguments in, one report out, an exit code that scripts can rely on."""

import gc
import sys
from collections.abc import Callable, Iterable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from agreelint import __version__
from agreelint.diagnostics import AgreelintError, Diagnostic, Severity
from agreelint.source import Source

_FILE = click.Path(path_type=Path)


class _DayType(click.ParamType):  # type: ignore[type-arg]  # generic only from click 8.2 on
    """A civil day, written as 2017-05-31."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        from agreelint.moments import Moment

        try:
            day = Moment.parse(str(value), "UTC").civil
        except ValueError as error:
            self.fail(str(error), param, ctx)
        if day is None:
            self.fail(f"`{value}` is no single day; write it as YYYY-MM-DD", param, ctx)
        return day


_DAY = _DayType()


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="agreelint")
def cli() -> None:
    """Check agreements of school collaboratives and regional districts against the record.

    \b
    Start with the record of a real amendment:
      agreelint audit bi_county my_log.csv --as-of 2017-12-31
    """


def main() -> None:
    """Run the program."""
    gc.disable()  # one short run that keeps nearly all it makes: collecting would only walk it again and again
    try:
        cli.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.exceptions.Abort:
        sys.exit(130)
    except AgreelintError as error:
        _fail(str(error))
    except BrokenPipeError:  # the reader of a pipe has gone
        sys.stderr.close()


def _fail(message: str) -> NoReturn:
    click.echo(f"agreelint: {message}", err=True)
    sys.exit(2)


def _output(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--output`, and write what a verb returns as (text or pieces of it, exit code)."""

    @click.option("--output", "-o", type=_FILE, help="Write to this file instead of the screen.")
    @wraps(function)
    def run(output: Path | None, **arguments: Any) -> None:
        text, code = function(**arguments)
        pieces = (text,) if isinstance(text, str) else text
        if output is None:
            for piece in pieces:
                click.echo(piece, nl=False)
        else:
            try:
                with output.open("w", encoding="utf-8") as file:
                    file.writelines(click.unstyle(piece) for piece in pieces)
            except OSError as error:
                _fail(f"{output} cannot be written: {error.strerror}")
        sys.exit(code)

    return run


def _formats(*names: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    return click.option(
        "--format", "form", type=click.Choice(names), default=names[0], show_default=True, help="How to print it."
    )


def _tell(diagnostics: Iterable[Diagnostic], sources: Iterable[Source]) -> None:
    from agreelint.report.places import all_told

    if found := all_told(diagnostics, sources):
        click.echo(found, err=True)


def _states(_context: click.Context, _parameter: click.Parameter, value: str | None) -> frozenset[Any]:
    from agreelint.audit.verdicts import State

    words = [word.strip() for word in (value or "").split(",") if word.strip()]
    known = [state.value for state in State]
    for word in words:
        if word not in known:
            raise click.BadParameter(f"`{word}` is no state: {', '.join(known)}")
    return frozenset(State(word) for word in words)


@cli.command()
@click.argument("agreements", nargs=-1, required=True, metavar="PATH_OR_NAME...")
@click.option("--select", help="Show only findings whose code starts with one of these, such as AG1.")
@click.option("--ignore", help="Leave out findings whose code starts with one of these.")
@_formats("text", "json")
@_output
def check(agreements: tuple[str, ...], select: str | None, ignore: str | None, form: str) -> tuple[str, int]:
    """Check encodings: syntax, names, citations, order of steps.

    \b
    Example:
      agreelint check bi_county my_agreement.agree
    """
    from agreelint import session
    from agreelint.report import checks

    opened = [found for name in agreements for found in session.open_all(name)]
    chosen = [d for one in opened for d in one.diagnostics if _wanted(d, select, ignore)]
    files = tuple(source.path for one in opened for source in one.sources)
    checked = checks.Checked(files, tuple(chosen), tuple(source for one in opened for source in one.sources))
    text = checks.as_json(checked) if form == "json" else checks.text(checked)
    unread = any(d.code in session.UNREAD for one in opened for d in one.diagnostics)
    return text, 2 if unread else 1 if checked.count(Severity.ERROR) else 0


def _wanted(diagnostic: Diagnostic, select: str | None, ignore: str | None) -> bool:
    chosen = tuple(code.strip() for code in (select or "AG").split(","))
    left = tuple(code.strip() for code in (ignore or "").split(",") if code.strip())
    return diagnostic.code.startswith(chosen) and not (left and diagnostic.code.startswith(left))


@cli.command()
@click.argument("agreement")
@click.argument("logs", nargs=-1, required=True, type=_FILE, metavar="LOG...")
@click.option("--procedure", help="Audit this procedure only, without standing duties.")
@click.option("--as-of", type=_DAY, help="Judge as of the end of this day.  [default: today]")
@click.option("--complete-from", type=_DAY, help="The record is complete from this day.")
@click.option("--complete-through", type=_DAY, help="The record is complete through this day.")
@click.option("--mapping", type=_FILE, help="TOML file that maps the record's words to those of the encoding.")
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@click.option("--no-packs", is_flag=True, help="Leave out statutory provisions (none are shipped yet).")
@click.option("--only", callback=_states, metavar="STATES", help="Show only these states, such as violated,unknown.")
@click.option("--fail-on", callback=_states, metavar="STATES", help="Exit with 1 on these states too.")
@click.option("--skip-bad-rows", type=_FILE, metavar="FILE", help="Write unreadable rows there and go on.")
@click.option(
    "--engine",
    type=click.Choice(["auto", "reference"]),
    default="auto",
    show_default=True,
    help="What evaluates the log.",
)
@click.option("--explain", is_flag=True, help="Show every count day by day.")
@_formats("text", "json", "csv")
@_output
def audit(agreement: str, logs: tuple[Path, ...], **options: Any) -> tuple[str | Iterable[str], int]:
    """Audit event logs against an agreement and explain every verdict.

    \b
    Example:
      agreelint audit bi_county my_log.csv --as-of 2017-12-31 --explain
    """
    from agreelint.auditing import Request, run_audit
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
    )
    outcome = run_audit(request)
    _tell(outcome.diagnostics, outcome.sources)
    if outcome.audit is None:
        return "", outcome.exit_code
    report = Report(
        outcome.audit, outcome.opened.sources[0], outcome.opened.sha256, options["only"], options["explain"]
    )
    return renderer(options["form"], colours=sys.stdout.isatty())(report), outcome.exit_code


def _today() -> date:
    """Return today's date: the edge alone may ask the clock, and the report prints what it said."""
    return date.today()  # noqa: DTZ011 - the civil day where the user is


@cli.command()
@click.argument("agreement")
@click.argument("procedure")
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@_formats("text", "markdown")
@_output
def checklist(agreement: str, procedure: str, reading: tuple[str, ...], form: str) -> tuple[str, int]:
    """Print what each office has to do, in order, with the votes needed in plain numbers.

    \b
    Example:
      agreelint checklist bi_county amendment --format markdown
    """
    from agreelint import session
    from agreelint.report.checklist import render

    opened, chosen = session.open_procedure(agreement, procedure)
    if chosen is None:
        _tell(opened.diagnostics, opened.sources)
        return "", 2
    return render(session.make_checklist(chosen, procedure, reading), form), 0


@cli.command()
@click.argument("agreement")
@click.argument("procedure", required=False)
@_formats("dot", "mermaid")
@_output
def graph(agreement: str, procedure: str | None, form: str) -> tuple[str, int]:
    """Print the graph of steps: what must come before what, and by which clause.

    \b
    Example:
      agreelint graph mount_greylock amendment --format mermaid
    """
    from agreelint import session
    from agreelint.graph.export import dot, mermaid

    opened, model = session.open_procedure(agreement, procedure)
    if model is None:
        _tell(opened.diagnostics, opened.sources)
        return "", 2
    chosen = [model.procedures[procedure]] if procedure else list(model.procedures.values())
    return (dot if form == "dot" else mermaid)(model.agreement, chosen), 0 if chosen else 3


@cli.command(name="date")
@click.argument("expression", nargs=-1, required=True)
@click.option("--county", help="Count local legal holidays of this county too, such as suffolk.")
@click.option("--explain", is_flag=True, help="List every day, however many.")
@_formats("text", "json")
@_output
def date_(expression: tuple[str, ...], county: str | None, explain: bool, form: str) -> tuple[str, int]:
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
        _tell(diagnostics, (source,))
        return "", 2
    return dates.as_json(answer) if form == "json" else dates.text(answer, every_day=explain), 0


if __name__ == "__main__":
    main()
