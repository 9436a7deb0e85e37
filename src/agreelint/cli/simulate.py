"""The verb `simulate`: a procedure to a log by chance, with the verdicts that an audit must find in it."""

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreelint.cli.options import DAY, FILE
from agreelint.cli.output import fail, tell

if TYPE_CHECKING:
    from agreelint.simulating import Outcome

START = date(2025, 1, 1)
"""The first day where none is given: the clock is not asked, since the same call must give the same log."""


@click.command()
@click.argument("agreement")
@click.argument("procedure")
@click.option("--cases", type=int, default=10, show_default=True, help="How many cases.")
@click.option(
    "--faults",
    default="",
    metavar="KINDS",
    help="Kinds of faults, such as late,votes; or none.  [default: all that apply]",
)
@click.option(
    "--rate",
    type=click.FloatRange(0, 1),
    default=0.2,
    show_default=True,
    help="The share of cases with a fault, one in each.",
)
@click.option("--seed", default="1", show_default=True, help="The same seed gives the same log.")
@click.option("--start", type=DAY, default=f"{START}", show_default=True, help="No case begins before this day.")
@click.option("--output", "-o", type=FILE, help="The log to write, as CSV.  [default: PROCEDURE.csv]")
def simulate(
    agreement: str, procedure: str, cases: int, faults: str, rate: float, seed: str, start: date, output: Path | None
) -> None:
    """Write a log of lawful and faulty cases, drawn by chance, and beside it the verdicts that an audit must find.

    \b
    Example:
      agreelint simulate bi_county amendment --cases 20 --faults late,votes --rate 0.3 --seed 7
    """
    from agreelint.simulating import Request, expected_beside, run_simulation

    log = output or Path(f"{procedure}.csv")
    expected = expected_beside(log)
    _spare(log, expected)
    kinds = tuple(word.strip() for word in faults.split(",") if word.strip())
    outcome = run_simulation(Request(agreement, procedure, cases, kinds, rate, seed, start))
    if outcome.simulation is None:
        tell(outcome.opened.diagnostics, outcome.opened.sources)
        raise SystemExit(2)
    _write(outcome, log, expected)


def _write(outcome: "Outcome", log: Path, expected: Path) -> None:
    from agreelint.report import simulated

    simulation, request = outcome.simulation, outcome.request
    assert simulation is not None
    call = simulated.command(simulation, request.agreement, log.name)
    model = outcome.opened.model
    assert model is not None
    document = simulated.as_json(
        simulation,
        {"id": model.agreement.id, "sha256": outcome.opened.sha256},
        {"file": log.name, "sha256": outcome.sha256},
        call,
    )
    try:
        log.write_text(outcome.log, encoding="utf-8")
        expected.write_text(document, encoding="utf-8")
    except OSError as error:
        fail(f"{error.filename} cannot be written: {error.strerror}")
    click.echo(simulated.text(simulation, request.agreement, log.as_posix(), expected.as_posix()), nl=False)


def _spare(log: Path, expected: Path) -> None:
    """End before a record is written over that is no simulated log: it cannot be made again."""
    if log.suffix.lower() != ".csv":
        fail(f"{log} is no name for the log, which is written as CSV: end it in .csv")
    from agreelint.report.simulated import describes

    if not log.exists() and not expected.exists():
        return
    try:
        same = describes(expected.read_text(encoding="utf-8"), log.read_bytes() if log.exists() else None)
    except (OSError, ValueError):
        same = False
    if not same:
        told = f"{log.name} and {expected.name} are not both as they were simulated"
        fail(f"{log} is not written over: {told}; choose another name")
