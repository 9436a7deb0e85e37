"""The step graph as text for Graphviz and Mermaid, with the clause behind each arrow."""

from collections.abc import Iterable, Iterator

from agreelint.dating import period_of
from agreelint.graph.build import build
from agreelint.model.constraints import (
    Deadline,
    FirstMeeting,
    NextMeeting,
    Order,
    Procedure,
    Proviso,
    Repeats,
    SameMeeting,
    Valid,
)
from agreelint.model.entities import Agreement, Step, StepKind
from agreelint.model.order import Edge
from agreelint.syntax import nodes

_DOT_SHAPES = {
    StepKind.VOTE: "hexagon",
    StepKind.REVIEW: "parallelogram",
    StepKind.APPROVAL: "parallelogram",
    StepKind.EFFECT: "doubleoctagon",
}
_MERMAID_SHAPES = {
    StepKind.VOTE: ("{{", "}}"),
    StepKind.REVIEW: ("[/", "/]"),
    StepKind.APPROVAL: ("[/", "/]"),
    StepKind.EFFECT: ("([", "])"),
}


def dot(agreement: Agreement, procedures: Iterable[Procedure]) -> str:
    """Return a Graphviz digraph with one cluster a procedure."""
    lines = [f"digraph {agreement.id} {{", "  rankdir=TB;", '  node [shape=box, fontname="sans-serif"];']
    for number, procedure in enumerate(procedures):
        lines += [f"  subgraph cluster_{number} {{", f"    label={_quoted(procedure.title)};"]
        lines += [f"    {line}" for line in _dot_lines(procedure)]
        lines.append("  }")
    return "\n".join([*lines, "}"]) + "\n"


def _dot_lines(procedure: Procedure) -> Iterator[str]:
    prefix = procedure.id
    for step in procedure.steps.values():
        shape = _DOT_SHAPES.get(step.kind, "box")
        aside = step.optional or step.route_of or step.when or step.id in procedure.given
        style = ", style=dashed" if aside else ""
        yield f"{_quoted(f'{prefix}.{step.id}')} [label={_quoted(_label(step))}, shape={shape}{style}];"
    for edge in _drawn(procedure):
        style = "" if edge.strict else ", style=dotted"
        ends = f"{_quoted(f'{prefix}.{edge.first}')} -> {_quoted(f'{prefix}.{edge.then}')}"
        yield f"{ends} [label={_quoted(_why(edge))}{style}];"


def mermaid(agreement: Agreement, procedures: Iterable[Procedure]) -> str:
    """Return a Mermaid flowchart with one subgraph a procedure."""
    lines = [f"%% {agreement.title}", "flowchart TB"]
    for procedure in procedures:
        lines.append(f'  subgraph {procedure.id}["{_escaped(procedure.title)}"]')
        for step in procedure.steps.values():
            left, right = _MERMAID_SHAPES.get(step.kind, ("[", "]"))
            lines.append(f'    {procedure.id}_{step.id}{left}"{_escaped(_label(step))}"{right}')
        for edge in _drawn(procedure):
            arrow = "-->" if edge.strict else "-.->"
            ends = (f"{procedure.id}_{edge.first}", f"{procedure.id}_{edge.then}")
            lines.append(f'    {ends[0]} {arrow}|"{_escaped(_why(edge))}"| {ends[1]}')
        lines.append("  end")
    return "\n".join(lines) + "\n"


def _drawn(procedure: Procedure) -> Iterator[Edge]:
    """Yield one edge for each pair of steps; a group of routes is drawn as its steps."""
    graph = build(procedure)
    for first, then, data in graph.edges(data=True):
        if first in procedure.steps and then in procedure.steps:
            yield Edge(first, then, data["edge"].constraint, data["edge"].strict)
    for constraint in procedure.constraints:
        if isinstance(constraint, Repeats):
            yield Edge(constraint.origin.step, constraint.start, constraint, strict=False)


def _label(step: Step) -> str:
    each = f" (each {step.each.replace('_', ' ')})" if step.each else ""
    return f"{step.title}{each}\n{step.clauses.label}"


def _why(edge: Edge) -> str:
    constraint = edge.constraint
    clause = constraint.origin.clause
    match constraint:
        case Order(event=nodes.EventWith(state=state)):
            return f"{state.text} ({clause})"
        case Deadline(bound=nodes.NoLaterThan() | nodes.NoEarlierThan()):
            return f"by date ({clause})"
        case Deadline(bound=nodes.AtLeastBefore(period=period) | nodes.AtLeastAfter(period=period)):
            return f"at least {period_of(period)} ({clause})"
        case Deadline(bound=nodes.AtMostBefore(period=period) | nodes.AtMostAfter(period=period)):
            return f"within {period_of(period)} ({clause})"
        case SameMeeting():
            return f"same meeting ({clause})"
        case NextMeeting():
            return f"next meeting ({clause})"
        case FirstMeeting():
            return f"first meeting ({clause})"
        case Proviso(says=nodes.Silence(period=period)):
            return f"silence for {period_of(period)} ({clause})"
        case Repeats():
            return f"again ({clause})"
        case Valid():
            return f"condition ({clause})"
        case _:
            return clause


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;").replace("\n", "<br>")
