"""The verb `test`: scenarios to what differs between expected and found verdicts."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell
from agreelint.diagnostics import AgreelintError

if TYPE_CHECKING:
    from agreelint.prove.scenarios import Scenario
    from agreelint.prove.suites import Suites

_CLEAR = "\r\x1b[2K"


@click.command(name="test")
@click.argument("agreements", nargs=-1, metavar="[PATH_OR_NAME]...")
@click.option("--only", default="", metavar="TEXT", help="Run only scenarios whose title holds this text.")
@click.option("--mutate", is_flag=True, help="Put faults into the encodings and report which no scenario notices.")
@formats("text", "json", "junit")
@output
def test(agreements: tuple[str, ...], only: str, mutate: bool, form: str) -> tuple[str | Iterable[str], int]:
    """Run the scenarios of encodings and packs; of all shipped agreements if none is named.

    With --mutate and no name, faults are put into all shipped agreements and packs.

    \b
    Examples:
      agreelint test bi_county
      agreelint test my_agreement.agree --only "too late" --format junit
      agreelint test bi_county --mutate
      agreelint test open_meetings --mutate
    """
    if mutate:
        return _mutations(agreements, only, form)
    from agreelint.proving import run_scenarios

    shown = sys.stderr.isatty()
    found = run_scenarios(agreements, only, _progress if shown else lambda _: None)
    if shown:
        click.echo(_CLEAR, nl=False, err=True)
    for suite in found.suites:
        tell(suite.diagnostics, suite.sources)
    return _rendered(found, form), found.exit_code


def _mutations(agreements: tuple[str, ...], only: str, form: str) -> tuple[str | Iterable[str], int]:
    """Return what became of faults that were put into encodings: code 1 if any of them survived."""
    if only or form == "junit":
        raise AgreelintError("--mutate takes all scenarios, and gives text or JSON")
    from agreelint.mutating import run_mutation
    from agreelint.prove.mutation import Fate
    from agreelint.report import mutations

    shown = sys.stderr.isatty()
    found = run_mutation(agreements, _counted if shown else lambda _done, _of: None)
    if shown:
        click.echo(_CLEAR, nl=False, err=True)
    code = 1 if any(one.of(Fate.SURVIVED) for one in found) else 0 if any(one.faults for one in found) else 3
    return mutations.as_json(found) if form == "json" else mutations.text(found), code


def _counted(done: int, of: int) -> None:
    click.echo(f"{_CLEAR}{done} of {of} faults judged", nl=False, err=True)


def _progress(scenario: "Scenario") -> None:
    click.echo(f"{_CLEAR}{scenario.source.path}: {scenario.title}"[:100], nl=False, err=True)


def _rendered(found: "Suites", form: str) -> str | Iterable[str]:
    match form:
        case "json":
            from agreelint.report import proofs_json

            return proofs_json.render(found)
        case "junit":
            from agreelint.report import junit

            return junit.render(found)
        case _:
            from agreelint.report import proofs

            return proofs.text(found)
