"""The verb `test`: scenarios to what differs between expected and found verdicts."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell

if TYPE_CHECKING:
    from agreelint.prove.proofs import Proof


@click.command(name="test")
@click.argument("agreements", nargs=-1, metavar="[PATH_OR_NAME]...")
@click.option("--only", default="", metavar="TEXT", help="Run only scenarios whose title holds this text.")
@formats("text", "json", "junit")
@output
def test(agreements: tuple[str, ...], only: str, form: str) -> tuple[str | Iterable[str], int]:
    """Run the scenarios of encodings; of all shipped agreements if none is named.

    \b
    Example:
      agreelint test my_agreement.agree
    """
    from agreelint.proving import run_scenarios

    found = run_scenarios(agreements, only)
    for suite in found.suites:
        tell(suite.opened.diagnostics, suite.opened.sources)
    return _rendered([proof for suite in found.suites for proof in suite.proofs], form), found.exit_code


def _rendered(found: "list[Proof]", form: str) -> str | Iterable[str]:
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
