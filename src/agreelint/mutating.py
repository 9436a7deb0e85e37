"""The pipeline from encodings to mutants: names in, what became of every fault that was put into them out.

Results are kept from one run to the next, by all that decides them: the text of the encoding, the fault, and the
scenarios that may notice it. So after a change of scenarios only what they concern is judged again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from agreelint import __version__
from agreelint.diagnostics import AgreelintError
from agreelint.prove.faults import Faults, fault
from agreelint.prove.mutants import Mutant, mutants
from agreelint.prove.mutation import Fate, Judged, Shown, Suite, concerned, judged
from agreelint.prove.proofs import prove
from agreelint.prove.scenarios import under_the_law
from agreelint.proving import scenarios_of
from agreelint.session import Opened, open_all, shipped

Progress = Callable[[int, int], None]
_OFTEN = 20
KEPT = ".agreelint_cache"
"""The folder, in the current one, in which results are kept."""


def run_mutation(names: Iterable[str], progress: Progress = lambda _done, _of: None) -> tuple[Faults, ...]:
    """Put faults into encodings, all shipped agreements without names.

    Raises AgreelintError for names that do not exist, for encodings with errors, and where a scenario is not met: it
    would seem to notice every fault.
    """
    opened = {name: open_all(name) for name in tuple(names) or shipped()}
    suites = {name: _suite(name, found) for name, found in opened.items()}
    return tuple(_mutated(name, opened[name], suite, progress) for name, suite in suites.items() if suite is not None)


def _suite(name: str, opened: tuple[Opened, ...]) -> Suite | None:
    """Return what mutants of an encoding are judged by, None for a register; raises AgreelintError if it has errors."""
    host = opened[0]
    if host.register is not None:
        return None
    if host.model is None or host.tree is None or not host.ok:
        raise AgreelintError(f"`{name}` has errors; `agreelint check {name}` lists them")
    pairs = []
    for one in opened:
        written = {(node.span.path, node.title): node for node in one.scenarios if not under_the_law(node)}
        resolved = scenarios_of(one).value
        pairs += [Shown.of(node, s) for s in resolved if (node := written.get((s.source.path, s.title)))]
    return Suite(host.tree, host.model, tuple(pairs))


def _mutated(name: str, opened: tuple[Opened, ...], suite: Suite, progress: Progress) -> Faults:
    every = list(mutants(suite.file))
    keys = [_key(mutant, suite) for mutant in every]
    kept = _Kept(name)
    waiting = [number for number, key in enumerate(keys) if key not in kept.results]
    unmet = [one.scenario for one in suite.scenarios if not prove(one.scenario).met] if waiting else []
    if unmet:
        first = f"{unmet[0].source.path}:{unmet[0].line}"
        raise AgreelintError(f"{len(unmet)} of the scenarios are not met ({first}); `agreelint test {name}` shows them")
    done = len(every) - len(waiting)
    progress(done, len(every))
    for number, found in _parallel(name, suite, every, waiting):
        kept.results[keys[number]] = found
        done += 1
        progress(done, len(every))
        if done % _OFTEN == 0:
            kept.write(keys)  # a run that is broken off is not lost
    kept.write(keys)
    sources = {source.path: source for one in opened for source in one.sources}
    pairs = zip(every, keys, strict=True)
    return Faults(name, tuple(fault(mutant, kept.results[key], suite.file, sources) for mutant, key in pairs))


def _key(mutant: Mutant, suite: Suite) -> str:
    """Return the name of a result: equal only where nothing has changed that decides it."""
    told = [__version__, repr(suite.file), mutant.name, *(repr(one.node) for one in concerned(mutant, suite))]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()


# ---- in several processes -------------------------------------------------------------------------

_WORKING: dict[str, tuple[Suite, list[Mutant]]] = {}
"""What a worker has opened already; each worker has its own."""


def _parallel(name: str, suite: Suite, every: list[Mutant], waiting: list[int]) -> Iterator[tuple[int, Judged]]:
    workers = os.cpu_count() or 1
    if workers == 1 or len(waiting) < 2 * workers:
        yield from ((number, judged(every[number], suite)) for number in waiting)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(_judge, ((name, number) for number in waiting), chunksize=4)


def _judge(task: tuple[str, int]) -> tuple[int, Judged]:
    name, number = task
    if name not in _WORKING:
        suite = _suite(name, open_all(name))
        assert suite is not None
        _WORKING[name] = (suite, list(mutants(suite.file)))
    suite, every = _WORKING[name]
    return number, judged(every[number], suite)


# ---- from one run to the next ---------------------------------------------------------------------


class _Kept:
    """The results of earlier runs, by their keys; what cannot be read is worked out again."""

    def __init__(self, name: str) -> None:
        self._path = Path(KEPT) / f"mutation-{hashlib.sha256(name.encode()).hexdigest()[:12]}.json"
        self.results: dict[str, Judged] = {}
        try:
            found = json.loads(self._path.read_text(encoding="utf-8"))
            self.results = {key: Judged(one["name"], Fate(one["fate"]), one["by"]) for key, one in found.items()}
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            pass

    def write(self, keys: list[str]) -> None:
        """Keep the results of this run and no others; a folder that cannot be written to is no error."""
        told = {key: {"name": r.name, "fate": r.fate.value, "by": r.by} for key in keys if (r := self.results.get(key))}
        try:
            self._path.parent.mkdir(exist_ok=True)
            (self._path.parent / ".gitignore").write_text("*\n", encoding="utf-8")
            self._path.write_text(json.dumps(told, indent=1), encoding="utf-8")
        except OSError:
            pass
