"""The pipeline from encodings to mutants: names in, what became of every fault that was put into them out.

Results are kept from one run to the next, by all that decides them: the program, the text of the encoding, the fault,
and the scenarios that may notice it. So after a change of scenarios only what they concern is judged again.
"""

import hashlib
import json
import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import cache
from pathlib import Path

from attrs import frozen

from agreelint.diagnostics import AgreelintError
from agreelint.lawful import under_law
from agreelint.model.constraints import Model
from agreelint.model.notes import Notes
from agreelint.model.pack_names import check_packs
from agreelint.packs import law_of, pack_scenarios, packs_shown
from agreelint.prove.faults import Faults, fault
from agreelint.prove.mutants import mutants
from agreelint.prove.mutation import Fate, Judged, Shown, Suite, concerned, judged, sound_model
from agreelint.prove.proofs import prove
from agreelint.prove.reach import reach_of
from agreelint.prove.scenarios import under_the_law
from agreelint.proving import scenarios_of
from agreelint.session import Opened, nothing_in, open_all, scenarios_beside, shipped
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax import nodes

Progress = Callable[[int, int], None]
_OFTEN = 20
KEPT = ".agreelint_cache"
"""The folder, in the current one, in which results are kept."""


def run_mutation(names: Iterable[str], progress: Progress = lambda _done, _of: None) -> tuple[Faults, ...]:
    """Put faults into encodings and packs: all that come with the program without names.

    Raises AgreelintError for names that do not exist, for encodings with errors, and where a scenario is not met: it
    would seem to notice every fault.
    """
    named = tuple(names)
    opened = {name: _opened(name, asked=bool(named)) for name in named or (*shipped(), *packs_shown())}
    return tuple(_mutated(name, one, progress) for name, one in opened.items() if one is not None)


# ---- what faults are put into ---------------------------------------------------------------------


@frozen(eq=False, repr=False, slots=False)
class _Subject:
    """A text with what its mutants are judged by, and the sources in which they can be shown."""

    suite: Suite
    sources: tuple[Source, ...]


def _opened(name: str, *, asked: bool = True) -> _Subject | None:
    """Open what faults are put into; None for a register that nobody `asked` for.

    Raises AgreelintError if it has errors, or is a register.
    """
    beside = pack_scenarios(name)
    opened = open_all(str(beside) if beside else name)
    if Path(name).is_file() and beside is None:
        opened += scenarios_beside(Path(name))
    host = opened[0]
    if host.register is not None:
        if asked:
            raise nothing_in(name)
        return None
    if host.model is None and not any(d.fatal for d in host.diagnostics):
        raise AgreelintError(f"`{name}` is judged by nothing: it holds no agreement, and no scenarios lie beside it")
    if host.model is None or host.tree is None or not host.ok:
        raise AgreelintError(f"`{name}` has errors; `agreelint check {name}` lists them")
    sources = tuple(source for one in opened for source in one.sources)
    if beside is None:
        faults = tuple(m for m in mutants(host.tree) if not isinstance(m.declaration, nodes.Pack))
        return _Subject(
            Suite(host.tree, faults, host.model, sound_model, _shown(opened, under_law=False), reach_of(host.tree)),
            sources,
        )
    return _pack(host, beside, sources)


def _pack(host: Opened, beside: Path, sources: tuple[Source, ...]) -> _Subject:
    """Return a pack to put faults into: it is judged by the agreement and the scenarios that show what it asks."""
    assert host.model is not None
    assert host.model.agreement.jurisdiction is not None
    packs, texts = law_of(host.model.agreement.jurisdiction)
    own = tuple(pack for pack in packs if Path(pack.span.path).name == beside.name)
    place = packs.index(own[0])
    file = nodes.File(own[0].span, own)
    lawful = under_law(host, packs).model
    assert lawful is not None
    joined = frozenset(lawful.law.apart)

    def made(text: nodes.File) -> Model | None:
        notes = Notes()
        check_packs(text, notes)
        changed = (pack for pack in text.declarations if isinstance(pack, nodes.Pack))
        try:
            model = under_law(host, (*packs[:place], *changed, *packs[place + len(own) :])).model
        except AgreelintError:
            return None
        return model if notes.ok and model and joined.issuperset(model.law.apart) else None

    told = f"{host.tree!r} {packs!r}"
    suite = Suite(file, tuple(mutants(file)), lawful, made, _shown((host,), under_law=True), {}, told)
    return _Subject(suite, (*sources, *texts))


def _shown(opened: tuple[Opened, ...], *, under_law: bool) -> tuple[Shown, ...]:
    """Return the scenarios that show what the law asks, or those that show the agreement alone."""
    pairs = []
    for one in opened:
        written = {(n.span.path, n.title): n for n in one.scenarios if under_the_law(n) is under_law}
        found = scenarios_of(one)
        if wrong := next((d for d in found.diagnostics if d.fatal), None):
            raise AgreelintError(f"a scenario of {one.sources[0].path} has errors: {wrong.message}")
        pairs += [Shown.of(node, s) for s in found.value if (node := written.get((s.source.path, s.title)))]
    return tuple(pairs)


# ---- every fault of one text ----------------------------------------------------------------------


def _mutated(name: str, subject: _Subject, progress: Progress) -> Faults:
    suite = subject.suite
    keys = _keys(suite)
    kept = _Kept(name)
    waiting = [number for number, key in enumerate(keys) if key not in kept.results]
    unmet = [one.scenario for one in suite.scenarios if not prove(one.scenario).met] if waiting else []
    if unmet:
        first = f"{unmet[0].source.path}:{unmet[0].line}"
        raise AgreelintError(f"{len(unmet)} of the scenarios are not met ({first}); `agreelint test {name}` shows them")
    done = len(keys) - len(waiting)
    progress(done, len(keys))
    for number, found in _parallel(name, suite, waiting):
        kept.results[keys[number]] = found
        done += 1
        progress(done, len(keys))
        if done % _OFTEN == 0:
            kept.write(keys)  # a run that is broken off is not lost
    kept.write(keys)
    sources = {source.path: source for source in subject.sources}
    pairs = zip(suite.mutants, keys, strict=True)
    return Faults(name, tuple(fault(mutant, kept.results[key], suite.file, sources) for mutant, key in pairs))


def _keys(suite: Suite) -> list[str]:
    """Return the name of each mutant's result: equal only where nothing has changed that decides it."""
    text = _digest(_program(), repr(suite.file), suite.beside)
    shown = {one: _digest(repr(one.node)) for one in suite.scenarios}
    return [_digest(text, m.name, *(shown[one] for one in concerned(m, suite))) for m in suite.mutants]


@cache
def _program() -> str:
    """Return what stands for the program that judges: its own text, and the calendars that it counts by."""
    files = sorted((*Path(__file__).parent.rglob("*.py"), *share("rules").rglob("*.toml")))
    return hashlib.sha256(b"\n".join(file.read_bytes() for file in files)).hexdigest()


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


# ---- in several processes -------------------------------------------------------------------------

_WORKING: dict[str, Suite] = {}
"""What a worker has opened already; each worker has its own."""


def _parallel(name: str, suite: Suite, waiting: list[int]) -> Iterator[tuple[int, Judged]]:
    workers = os.cpu_count() or 1
    if workers == 1 or len(waiting) < 2 * workers:
        yield from ((number, judged(suite.mutants[number], suite)) for number in waiting)
        return
    with ProcessPoolExecutor(workers) as pool:
        for done in as_completed([pool.submit(_judge, (name, number)) for number in waiting]):
            yield done.result()


def _judge(task: tuple[str, int]) -> tuple[int, Judged]:
    name, number = task
    if name not in _WORKING:
        subject = _opened(name)
        assert subject is not None
        _WORKING[name] = subject.suite
    suite = _WORKING[name]
    return number, judged(suite.mutants[number], suite)


# ---- from one run to the next ---------------------------------------------------------------------


class _Kept:
    """The results of earlier runs, by their keys; what cannot be read is worked out again."""

    def __init__(self, name: str) -> None:
        self._path = Path(KEPT) / f"mutation-{_digest(name)[:12]}.json"
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
