"""The verb `check`: encodings to findings."""

from typing import TYPE_CHECKING

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output
from agreelint.diagnostics import Diagnostic, Severity

if TYPE_CHECKING:
    from agreelint.session import Opened


@click.command()
@click.argument("agreements", nargs=-1, required=True, metavar="PATH_OR_NAME...")
@click.option("--select", help="Show only findings whose code starts with one of these, such as AG1.")
@click.option("--ignore", help="Leave out findings whose code starts with one of these.")
@formats("text", "json")
@output
def check(agreements: tuple[str, ...], select: str | None, ignore: str | None, form: str) -> tuple[str, int]:
    """Check encodings: syntax, names, citations, order of steps; what the law asks of their text.

    \b
    Example:
      agreelint check bi_county my_agreement.agree
    """
    from agreelint import covering, session
    from agreelint.against import beside_law
    from agreelint.report import checks

    opened = [
        session.across(covering.against_outline(_with_scenarios(beside_law(found))))
        for name in agreements
        for found in session.open_all(name)
    ]
    chosen = [d for one in opened for d in one.diagnostics if _wanted(d, select, ignore)]
    files = tuple(one.sources[0].path for one in opened)
    checked = checks.Checked(files, tuple(chosen), tuple(source for one in opened for source in one.sources))
    text = checks.as_json(checked) if form == "json" else checks.text(checked)
    unread = any(d.code in session.UNREAD for one in opened for d in one.diagnostics)
    return text, 2 if unread else 1 if checked.count(Severity.ERROR) else 0


def _with_scenarios(opened: "Opened") -> "Opened":
    if not opened.scenarios:
        return opened
    from agreelint.proving import with_scenarios  # brings the audit

    return with_scenarios(opened)


def _wanted(diagnostic: Diagnostic, select: str | None, ignore: str | None) -> bool:
    chosen = tuple(code.strip() for code in (select or "AG").split(","))
    left = tuple(code.strip() for code in (ignore or "").split(",") if code.strip())
    return diagnostic.code.startswith(chosen) and not (left and diagnostic.code.startswith(left))
