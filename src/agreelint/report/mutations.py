"""What became of the faults that were put into encodings, as text and as JSON."""

import json
from collections.abc import Iterator, Sequence

from agreelint.prove.faults import Fault, Faults
from agreelint.prove.mutation import Fate

SCHEMA = "agreelint.mutation/1"


def text(found: Sequence[Faults]) -> Iterator[str]:
    """Yield what survived of each agreement, with a scenario that would notice, what made no difference, and counts."""
    for one in found:
        for fault in one.of(Fate.SURVIVED):
            yield f"SURVIVED {fault.place}  {', '.join(fault.clauses)}\n  {fault.edit}\n"
            if fault.by is None:
                yield "  no scenario notices, and none records the step: write one that does\n\n"
                continue
            yield "  no scenario notices; this one would:\n\n"
            yield "".join(f"    {line}\n" for line in fault.by.splitlines()) + "\n"
        for fault in one.of(Fate.EQUIVALENT):
            yield f"equivalent {fault.place}  {', '.join(fault.clauses)}\n  {fault.edit}\n"
        yield f"{one.agreement}: {_counted(one)}\n"


def _counted(one: Faults) -> str:
    counts = {fate: len(one.of(fate)) for fate in Fate}
    judged = sum(counts.values()) - counts[Fate.UNREADABLE]
    return (
        f"{judged} mutants: {counts[Fate.KILLED]} killed, {counts[Fate.SURVIVED]} survived, "
        f"{counts[Fate.EQUIVALENT]} equivalent on all generated logs ({counts[Fate.UNREADABLE]} more are no encodings)"
    )


def as_json(found: Sequence[Faults]) -> str:
    """Return the same as a document."""
    every = [(one, fault) for one in found for fault in one.faults]
    fates = [fault.fate for _, fault in every]
    document = {
        "schema": SCHEMA,
        "summary": {
            "mutants": len(fates) - fates.count(Fate.UNREADABLE),
            **{fate.value: fates.count(fate) for fate in (Fate.KILLED, Fate.SURVIVED, Fate.EQUIVALENT)},
        },
        "survivors": [_told(one, fault) for one, fault in every if fault.fate is Fate.SURVIVED],
        "equivalents": [_told(one, fault) for one, fault in every if fault.fate is Fate.EQUIVALENT],
    }
    return json.dumps(document, ensure_ascii=False, indent=1) + "\n"


def _told(one: Faults, fault: Fault) -> dict[str, object]:
    return {
        "agreement": one.agreement,
        "mutant": fault.name,
        "clauses": list(fault.clauses),
        "place": fault.place,
        "edit": fault.edit,
        "scenario": fault.by,
    }
