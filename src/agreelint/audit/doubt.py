"""Doubt: which verdicts rest on an earlier step that was out of order, out of time, or without effect."""

from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from attrs import evolve

from agreelint.audit.verdicts import RANK, Doubt, State, Verdict
from agreelint.model.constraints import Procedure
from agreelint.model.order import edges

_SILENT = (".judged", ".contents")
_BESIDE = {"quorum": "its quorum", "chair": "the vote of its chair"}
Led = tuple[Verdict, tuple[str, ...]]
"""A source of doubt, and the path of steps by which it comes."""


def doubts(procedure: Procedure, verdicts: list[Verdict], appealed: Mapping[str, str]) -> Iterator[Verdict]:
    """Yield the verdicts of one case with their doubts; a doubt never changes a state.

    Doubt starts at a violated order, bound or actor, at what has no effect, and at a quorum or the vote of a chair
    that failed or is not known; it goes along the step graph (from one that is not known only to its own vote). What
    had no effect in one round puts nothing of a later round in doubt. `appealed` are decisions with the step that will
    decide an open appeal: what rests on them is in doubt until then.
    """
    sources: dict[tuple[str, str | None, int], Verdict] = {}
    for verdict in verdicts:
        if not _doubtful(verdict):
            continue
        key = (verdict.origin.step, verdict.instance.member, verdict.instance.round)
        if key not in sources or RANK[verdict.state] < RANK[sources[key].state]:
            sources[key] = verdict
    appeals = {target: v for target, step in appealed.items() for v in verdicts if _decides(v, step)}
    if not sources and not appeals:
        yield from verdicts
        return
    paths = _paths(procedure)
    led: dict[tuple[str, bool], list[Led]] = {}  # what leads to a step is the same for all its members
    for verdict in verdicts:
        place = (verdict.origin.step, verdict.origin.name.endswith(".threshold"))
        if place not in led:
            led[place] = list(_leading(*place, sources.values(), paths))
        found = (*_reaching(verdict, led[place]), *_pending(verdict, appeals, paths))
        yield evolve(verdict, doubts=found) if found else verdict


def _cause(verdict: Verdict) -> str | None:
    """Return what stands beside a vote and puts the vote itself in doubt: its quorum, its chair's vote."""
    return _BESIDE.get(verdict.origin.name.rpartition(".")[2])


def _doubtful(verdict: Verdict) -> bool:
    name = verdict.origin.name
    if _cause(verdict):
        unknown = verdict.state is State.UNKNOWN and not verdict.finding.echo
        return unknown or verdict.state is State.NO_EFFECT
    if name.endswith(_SILENT):
        return verdict.state is State.NO_EFFECT and name.endswith(".contents")  # the act does not count
    return verdict.state in {State.VIOLATED, State.NO_EFFECT}


def _leading(
    to: str, threshold: bool, sources: Iterable[Verdict], paths: dict[tuple[str, str], tuple[str, ...]]
) -> Iterator[Led]:
    """Yield the sources of doubt from which a path leads to a step, or to the threshold of its vote."""
    for source in sources:
        step = source.origin.step
        path = paths.get((step, to))
        if source.state is State.UNKNOWN:
            path = None  # that a quorum is not known puts its own vote in doubt, and nothing beyond it
        if step == to and threshold and _cause(source):
            path = (step,)
        if path:
            yield source, path


def _reaching(verdict: Verdict, led: Iterable[Led]) -> Iterator[Doubt]:
    told: set[str] = set()
    for source, path in led:
        step, member = source.origin.step, source.instance.member
        others = None not in (member, verdict.instance.member) and member != verdict.instance.member
        earlier = source.instance.round != verdict.instance.round and source.state is not State.VIOLATED
        if not others and not earlier and step not in told:
            told.add(step)
            yield Doubt(step, source.origin.clause, source.state, path, _cause(source))


def _decides(verdict: Verdict, step: str) -> bool:
    """Say whether a verdict is the one on the outcome of a decision."""
    return verdict.origin.step == step and verdict.origin.name.endswith((".granted", ".threshold", ".carries"))


def _pending(
    verdict: Verdict, appeals: Mapping[str, Verdict], paths: dict[tuple[str, str], tuple[str, ...]]
) -> Iterator[Doubt]:
    for target, appeal in appeals.items():
        step = appeal.origin.step
        if verdict.origin.step == step:
            continue
        path = (target,) if verdict.origin.step == target else paths.get((target, verdict.origin.step))
        if path:
            yield Doubt(step, appeal.origin.clause, appeal.state, (step, *path))


@lru_cache(maxsize=64)
def _paths(procedure: Procedure) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return a shortest path of steps from each step to each that needs it."""
    nexts: dict[str, list[str]] = {}
    for edge in edges(procedure):
        nexts.setdefault(edge.first, []).append(edge.then)
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for start in nexts:
        queue: list[tuple[str, ...]] = [(start,)]
        seen = {start}
        while queue:
            path = queue.pop(0)
            for then in nexts.get(path[-1], ()):
                if then not in seen:
                    seen.add(then)
                    found[start, then] = (*path, then)
                    queue.append((*path, then))
    return found
