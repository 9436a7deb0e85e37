"""The verb `test`: scenarios to what differs between expected and found verdicts."""

import sys
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell

if TYPE_CHECKING:
    from agreelint.prove.scenarios import Scenario
    from agreelint.prove.suites import Suites

_CLEAR = "\r\x1b[2K"


@click.command(name="test")
@click.argument("agreements", nargs=-1, metavar="[PATH_OR_NAME]...")
@click.option("--only", default="", metavar="TEXT", help="Run only scenarios whose title holds this text.")
@formats("text", "json", "junit")
@output
def test(agreements: tuple[str, ...], only: str, form: str) -> tuple[str | Iterable[str], int]:
    """Run the scenarios of encodings; of all shipped agreements if none is named.

    \b
    Examples:
      agreelint test bi_county
      agreelint test my_agreement.agree --only "too late" --format junit
    """
    from agreelint.proving import run_scenarios

    shown = sys.stderr.isatty()
    found = run_scenarios(agreements, only, _progress if shown else lambda _: None)
    if shown:
        click.echo(_CLEAR, nl=False, err=True)
    for suite in found.suites:
        tell(suite.diagnostics, suite.sources)
    return _rendered(found, form), found.exit_code


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
