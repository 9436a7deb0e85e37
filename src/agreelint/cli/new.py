"""The verb `new`: skeletons of logs, agreements, packs and pages of rules."""

from collections.abc import Callable
from pathlib import Path

import click

from agreelint.cli.compute import fiscal_year
from agreelint.cli.options import FILE
from agreelint.cli.output import fail, tell


@click.group()
def new() -> None:
    """Write a skeleton to begin with: it is valid as it stands, and replaces no file.

    \b
    Example:
      agreelint new log bi_county amendment --output amendment.xlsx
    """


def _folder(what: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    return click.option("--output", "-o", type=FILE, default=Path(), help=f"{what}  [default: the current one]")


@new.command()
@click.argument("name")
@click.option("--kind", default="collaborative", show_default=True, help="`collaborative` or `regional_district`.")
@click.option("--jurisdiction", default="massachusetts", show_default=True, help="Whose holidays and offices it takes.")
@_folder("In which folder to make the folder NAME.")
def agreement(name: str, kind: str, jurisdiction: str, output: Path) -> None:
    """Write the folder of an agreement: an encoding to replace clause by clause, scenarios, and its SOURCE.md.

    \b
    Example:
      agreelint new agreement valley --kind regional_district
    """
    from agreelint.skeletons import folders

    _placed(folders.agreement(name, kind, jurisdiction, output))
    where = (output / name).as_posix()
    click.echo(
        f"Replace the example clause by clause. At any time:\n  agreelint check {where}\n  agreelint test {where}"
    )


@new.command()
@click.argument("name")
@_folder("In which folder to make the folder NAME.")
def pack(name: str, output: Path) -> None:
    """Write the folder of a jurisdiction: its legal holidays, its offices, a first pack of its law, and a README.md.

    Agreements find it where the program has its own: in the folder `rules` of a checkout.

    \b
    Example:
      agreelint new pack vermont --output rules
    """
    from agreelint.skeletons import folders

    _placed(folders.pack(name, output))
    click.echo(
        f"In the folder `rules` of a checkout an agreement takes it with `jurisdiction {name}`; elsewhere none does."
    )


@new.command()
@click.argument("slug")
@_folder("In which folder to write SLUG.md.")
def rule(slug: str, output: Path) -> None:
    """Write the page of a rule: what it finds, why, what to avoid and what to prefer.

    This version runs no rules: the page is a description, and its examples are read by the tests if it lies in
    the folder `rules/core` of a checkout.

    \b
    Example:
      agreelint new rule quorum_unreachable --output rules/core
    """
    from agreelint.skeletons import folders

    _placed(folders.rule(slug, output))
    click.echo(
        "This version runs no rules, so nothing looks for what the page describes; in `rules/core` of a checkout"
    )
    click.echo("the tests read its examples.")


def _placed(files: dict[Path, bytes]) -> None:
    from agreelint.skeletons.placing import place

    place(files)
    for path in files:
        click.echo(path.as_posix())


@new.command()
@click.argument("agreement")
@click.argument("procedure")
@click.option("--case", help="What to call this run of the procedure.  [default: PROCEDURE-1]")
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@click.option("--format", "form", type=click.Choice(["csv", "xlsx"]), help="What to write.  [default: as FILE ends]")
@click.option("--output", "-o", type=FILE, help="A new file, .csv or .xlsx.  [default: CSV on the screen]")
def log(
    agreement: str, procedure: str, case: str | None, reading: tuple[str, ...], form: str | None, output: Path | None
) -> None:
    """Write a log to type into: one row for each step, and for each member that it concerns.

    Every row says `pending` in the column `outcome` and counts as not done. When its act is done, write the
    day into `timestamp`, and `done`, `approved` or `rejected` over `pending`. A workbook (.xlsx) has lists to
    choose from and a page that explains every column and step.

    \b
    Example:
      agreelint new log bi_county amendment --output amendment.xlsx
    """
    from agreelint import session
    from agreelint.skeletons.log_csv import log_csv
    from agreelint.skeletons.log_rows import log_template
    from agreelint.skeletons.placing import place

    suffix = output.suffix.lower().removeprefix(".") if output else "csv"
    if suffix not in {"csv", "xlsx"}:
        fail(f"{output} is neither a .csv nor a .xlsx file; name it so that it can be read again")
    if form and form != suffix:
        fail(f"a log as {form} needs --output FILE.{form}")
    opened, model = session.open_procedure(agreement, procedure)
    if model is None:
        tell(opened.diagnostics, opened.sources)
        raise SystemExit(2)
    checklist = session.make_checklist(model, procedure, reading)
    chosen = model.procedures[procedure]
    template = log_template(model, chosen, checklist, case or f"{procedure}-1")
    if output is None:
        click.echo(log_csv(template), nl=False)
        return
    judge = f"agreelint audit {agreement} {output.name} --procedure {procedure}"
    if suffix == "csv":
        content = log_csv(template).encode()
    else:
        from agreelint.skeletons.log_workbook import log_workbook

        made = log_workbook(template, chosen, checklist, judge)
        if made is None:
            fail("a workbook takes openpyxl to write: pip install 'agreelint[office]', or choose CSV")
        content = made
    place({output: content})
    click.echo(f"{output}: {len(template.rows)} rows, all pending. When some are filled in:\n  {judge}")


@new.command()
@click.argument("agreement")
@click.argument("what", required=False)
@fiscal_year
@click.option("--reading", multiple=True, metavar="NAME=VALUE", help="Choose a reading of an ambiguous phrase.")
@click.option("--output", "-o", type=FILE, help="A new .csv file.  [default: on the screen]")
def inputs(agreement: str, what: str | None, year: int | None, reading: tuple[str, ...], output: Path | None) -> None:
    """Write a file of inputs to type into: one row for each figure that an amount rests on.

    Type each number into the column `value`, plainly, such as 1250000.50; leave what is not known empty. WHAT is a
    schedule, a formula or a limit; without it every figure of the agreement has its rows.

    \b
    Example:
      agreelint new inputs mount_greylock assessments --fiscal-year FY2019 --output fy2019.csv
    """
    from agreelint import session
    from agreelint.amounts.working import figures_needed
    from agreelint.model.wordings import chosen
    from agreelint.skeletons.inputs import inputs_csv
    from agreelint.skeletons.placing import place

    if output and output.suffix.lower() != ".csv":
        fail(f"{output} is no .csv file; name it so that it can be read again")
    opened = session.open_agreement(agreement)
    if opened.model is None or not opened.ok:
        tell(opened.diagnostics, opened.sources)
        raise SystemExit(2)
    content = inputs_csv(
        opened.model.agreement, figures_needed(opened.model, what, year, chosen(reading, opened.model))
    )
    if output is None:
        click.echo(content, nl=False)
        return
    place({output: content.encode()})
    rows = len(content.splitlines()) - 1
    of_year = f" --fiscal-year FY{year}" if year else ""
    click.echo(f"{output}: {rows} rows to fill in. When some are, or none:")
    click.echo(f"  agreelint compute {agreement} {what or 'WHAT'} --inputs {output.name}{of_year}")
