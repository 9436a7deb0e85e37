"""Writes down a disagreement as a case for `tests/cases/audit`, so that it can be pasted there."""

from .procedures import Procedure
from .records import Log
from .verdicts import Key, Verdict


def as_case_file(procedure: Procedure, log: Log, key: Key, expected: Verdict | None) -> str:
    rows = []
    for row in log.rows:
        cells = [
            f'"{column}={cell}"' if ";" in cell else f"{column}={cell}" for column, cell in row.cells.items() if cell
        ]
        rows.append(" ".join([row.activity, row.timestamp or "-", *cells]))
    if expected:
        about = "".join(f', {name} = "{value}"' for name, value in (("for", key.member),) if value)
        about += f", round = {key.round}" * (key.round > 1)
        about += f', period = "{key.period}"' if key.period else ""
        due = f", due = {expected.due}" if expected.due else ""
        verdict = f'expect = [{{ constraint = "{key.constraint}"{about}, state = "{expected.state}"{due} }}]'
    else:
        verdict = f'nothing = ["{key.constraint}"]'
    lines = [
        "[[case]]",
        'name = "the simulator says otherwise"',
        f"as_of = {log.as_of}",
        *([f"complete_through = {log.through}"] if log.through else []),
        f'agreement = """\n{procedure}"""',
        'rows = """',
        *([f"columns {' '.join(log.columns)}"] if log.columns else []),
        *rows,
        '"""',
        verdict,
    ]
    return "\n".join(lines)
