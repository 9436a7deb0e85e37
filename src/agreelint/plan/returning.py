"""How often a procedure or a step outside procedures is done, and about whom, in the words of a checklist."""

from collections.abc import Iterator
from typing import assert_never

from agreelint.model.constraints import Procedure
from agreelint.model.recurrence import Every, ForEach


def returning(procedure: Procedure) -> str:
    """Say how often it is done."""
    match procedure.recurs:
        case None:
            return "once"
        case Every() as every:
            return f"{every}, called {every.variable} here" if every.variable else str(every)
        case ForEach(step=name) if name not in procedure.given:
            return "each time that it is done"
        case ForEach(step=name):
            of = f", of each {event.each}".replace("_", " ") if (event := procedure.steps[name]).each else ""
            return f"for each {event.title}{of}"
        case _:
            assert_never(procedure.recurs)


def heads(procedure: Procedure) -> Iterator[str]:
    """Yield what holds for a whole procedure."""
    if procedure.recurs is not None and not procedure.alone:
        yield f"this is done {returning(procedure)}"
    if procedure.subject:
        group = procedure.subject.group.replace("_", " ")
        yield f"each case is about one {group}, called {procedure.subject.name} here"
