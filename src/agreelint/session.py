"""The pipeline up to the model: from a path or shipped name to sources, model and diagnostics."""

import hashlib
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from agreelint.diagnostics import AgreelintError, Diagnostic, Label, NothingAppliesError, Severity
from agreelint.graph.loops import check_order, check_outside
from agreelint.including import Whole, with_includes
from agreelint.model.acknowledgements import acknowledged
from agreelint.model.constraints import Model, Procedure
from agreelint.model.editions import check_editions
from agreelint.model.entities import Agreement
from agreelint.model.lower import lower
from agreelint.model.notes import Notes
from agreelint.model.pack_names import check_packs
from agreelint.model.phrases import spelt_out
from agreelint.model.register_parties import known_elsewhere
from agreelint.model.registers import Register, register_of
from agreelint.model.resolve import resolve
from agreelint.model.wordings import chosen
from agreelint.packs import SCENARIOS, SUFFIX
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.consequences import NONE, Consequences
from agreelint.syntax.parser import Parsed
from agreelint.texts import display, text_of

if TYPE_CHECKING:
    from agreelint.plan.checklist import Checklist

AGREEMENT = f"agreement{SUFFIX}"
OUTLINE = "outline.toml"
TEXTS = f"text-*{SUFFIX}"
_LOGS = frozenset({".csv", ".jsonl", ".ndjson", ".xlsx", ".xls"})
DUTIES = "duties"
"""The word for what stands outside procedures, where a procedure is asked for."""
UNREAD = frozenset({"AG001", "AG002", "AG003", "AG004", "AG005"})
"""Codes that mean that part of an encoding could not be read."""


@frozen(eq=False, repr=False, slots=False)
class Opened:
    """An agreement as it was read: its model, if it has one, and everything to say about it."""

    model: Model | None
    diagnostics: tuple[Diagnostic, ...]
    sources: tuple[Source, ...]
    sha256: str
    scenarios: tuple[nodes.Scenario, ...] = ()
    """Its scenarios, as they were read: only `proving.py` looks into them."""
    register: Register | None = None
    """The register that the file holds instead of an agreement: there is nothing in it to audit."""
    included: frozenset[str] = frozenset()
    """The files that it includes: they are read with it, and are no encodings of their own."""
    alone: bool = False
    """Whether the file holds scenarios only, so that its model is that of the agreement beside it."""
    consequences: Consequences = NONE
    """What may follow from mistakes in the text."""
    outline: Path | None = None
    """The outline of its source that lies beside it, if one does."""
    tree: nodes.File | None = None
    """The text as it was read, with all that it includes; `explain` alone looks into it."""

    others: tuple["Opened", ...] = ()
    """The other dated texts of the agreement, as they were read."""

    @property
    def read(self) -> frozenset[str]:
        """Return the names of all files that were read for it."""
        return frozenset(source.path for source in self.sources)

    @property
    def ok(self) -> bool:
        """Say whether all of it could be read and resolved."""
        return self.model is not None and not any(d.fatal for d in self.diagnostics)


def shipped() -> tuple[str, ...]:
    """Return the names of the agreements that come with the program."""
    return tuple(sorted(path.parent.name for path in share("agreements").glob(f"*/{AGREEMENT}")))


def find(name: str) -> tuple[Path, str]:
    """Return the file of an agreement and the name under which to speak of it.

    `name` is a path to a file or folder, or a shipped name; raises AgreelintError if it is none of them.
    """
    path = Path(name)
    if path.is_dir() and (path / AGREEMENT).is_file():
        path = path / AGREEMENT
    if path.suffix.lower() in _LOGS:
        raise AgreelintError(f"`{name}` is a log by its name, and no encoding; `audit` takes the agreement first")
    if path.is_file():
        return path, display(path)
    inner = share("agreements") / name / AGREEMENT
    if name in shipped():
        return inner, f"{name}/{AGREEMENT}"
    if name and path.is_dir():
        raise AgreelintError(f"the folder `{name}` holds no `{AGREEMENT}`; name the folder or file of one agreement")
    raise AgreelintError(f"`{name}` is no file, and no shipped agreement: {', '.join(shipped())}")


def open_agreement(name: str) -> Opened:
    """Read, resolve and lower an agreement; raises AgreelintError if there is none of that name."""
    path, shown = find(name)
    opened = _beside(path, read(path, shown))
    if opened.register is not None:
        raise nothing_in(name)
    if opened.alone:
        raise AgreelintError(f"{shown} holds scenarios only; name the agreement that they are of")
    return opened


def nothing_in(name: str) -> NothingAppliesError:
    """Return what every verb but `check` says of a register."""
    return NothingAppliesError(
        f"{find(name)[1]} is a register: it says who shares what, and holds no procedure, duty, amount or scenario; "
        f"`agreelint check {name}` says what it states and what it leaves out"
    )


def files(name: str) -> tuple[Path, ...]:
    """Return the files of every encoding that a path or shipped name stands for; raises AgreelintError if none.

    A shipped name stands for its folder.
    """
    folder = Path(name)
    if not folder.is_dir() and not folder.is_file() and name in shipped():
        folder = share("agreements") / name
    paths = sorted(folder.rglob(f"*{SUFFIX}")) if folder.is_dir() else []
    return tuple(paths) or (find(name)[0],)


def open_all(name: str) -> tuple[Opened, ...]:
    """Open every encoding that a path or shipped name stands for; raises AgreelintError if there is none.

    Scenarios that have a file of their own get the model of their agreement; files that others include are left out.
    """
    opened: dict[Path, Opened] = {}
    included: set[str] = set()
    for path in sorted(files(name), key=lambda path: path.name != AGREEMENT):  # it mostly includes the others
        if display(path) not in included:
            opened[path] = _beside(path, read(path, display(path)), within=False)
            included |= opened[path].included
    hosts: dict[Path, Opened] = {}
    apart = [(path, one) for path, one in sorted(opened.items()) if one.sources[0].path not in included]
    return tuple(_with_host(path, one, hosts) for path, one in apart)


def across(opened: Opened) -> Opened:
    """Add to a register what it has in common with the agreements that come with the program; else change nothing."""
    if opened.register is None:
        return opened
    others = [agreement for name in shipped() if (agreement := _agreement_of(name)) is not None]
    found = (*opened.diagnostics, *known_elsewhere(opened.register, others))
    return evolve(opened, diagnostics=tuple(sorted(found, key=lambda d: d.labels[0].span.start)))


def _agreement_of(name: str) -> Agreement | None:
    path, shown = find(name)
    model = read(path, shown).model
    return model.agreement if model else None


def scenarios_beside(path: Path, shown: str | None = None) -> tuple[Opened, ...]:
    """Open the files of scenarios that belong to an agreement: beside it, or in the folder `scenarios` there.

    `shown` is the name under which to speak of the agreement, where that is no path.
    """
    if path.name != AGREEMENT:
        return ()
    paths = sorted([*path.parent.glob(f"*{SUFFIX}"), *path.parent.glob(f"{SCENARIOS}/*{SUFFIX}")])
    near = {one: (Path(shown).parent / one.relative_to(path.parent)).as_posix() for one in paths} if shown else {}
    host = _beside(path, read(path, display(path)))
    hosts = {path: host}
    found = ((one, read(one, near.get(one) or display(one))) for one in paths if display(one) not in host.read)
    return tuple(_with_host(one, opened, hosts) for one, opened in found if opened.alone)


def _with_host(path: Path, opened: Opened, hosts: dict[Path, Opened]) -> Opened:
    """Give a file of scenarios the model of the agreement in its folder, or in the one around `scenarios`.

    `hosts` are the agreements that were opened for others already.
    """
    if not opened.alone or opened.diagnostics:  # what could not be read may have been the agreement
        return opened
    folder = path.parent.parent if path.parent.name == SCENARIOS else path.parent
    place = folder / AGREEMENT
    if place not in hosts and place.is_file():
        hosts[place] = _beside(place, read(place, display(place)))
    host = hosts.get(place)
    if host and host.ok:
        return evolve(opened, model=host.model, sources=(*opened.sources, *host.sources), tree=host.tree)
    message = f"the agreement of these scenarios has errors: {display(folder / AGREEMENT)}"
    if host is None:
        message = f"these scenarios have no agreement: there is no `{AGREEMENT}` in their folder"
    hint = "mend it first" if host else f"put them beside `{AGREEMENT}`, or into the folder `{SCENARIOS}` there"
    problem = Diagnostic("AG122", "no-agreement", Severity.ERROR, message, (Label(opened.scenarios[0].span),), hint)
    return evolve(opened, diagnostics=(*opened.diagnostics, problem))


def _beside(path: Path, opened: Opened, *, within: bool = True) -> Opened:
    """Add the other dated texts of an agreement, which lie beside it as `text-*.agree`.

    What is wrong `within` each of them is told too, unless somebody else does.
    """
    if path.name == AGREEMENT and (outline := path.parent / OUTLINE).is_file():
        opened = evolve(opened, outline=outline)
    if opened.model is None or path.name != AGREEMENT:
        return opened
    others = [read(one, display(one)) for one in sorted(path.parent.glob(TEXTS))]
    if not others:
        return opened
    told = tuple(d for other in others for d in other.diagnostics)
    found = [(one.model, one.sources[0]) for one in (opened, *others) if one.model and one.ok]
    sound = len(found) == len(others) + 1
    apart = check_editions(found) if sound else ()
    digest = "\n".join(one.sha256 for one in (opened, *others))
    return evolve(
        opened,
        model=evolve(opened.model, other_texts=tuple(model for model, _ in found[1:])) if sound else opened.model,
        diagnostics=(*opened.diagnostics, *(told if within else ()), *apart),
        others=tuple(others) if sound else (),
        sources=(*opened.sources, *(source for other in others for source in other.sources)),
        sha256=hashlib.sha256(digest.encode()).hexdigest(),
    )


def open_procedure(name: str, procedure: str | None, *, outside: bool = False) -> tuple[Opened, Model | None]:
    """Open an agreement for one of its procedures; raises AgreelintError if it has none of that name.

    With `outside`, the word `duties` is one too: what stands outside procedures.
    """
    opened = open_agreement(name)
    model = opened.model if opened.ok else None
    if model and procedure is not None and procedure not in {*model.procedures, *((DUTIES,) if outside else ())}:
        known = ", ".join(model.procedures) or "none"
        raise AgreelintError(f"`{procedure}` is no procedure of {model.agreement.id}: {known}")
    return opened, model


def part(model: Model, procedure: str | None) -> tuple[Procedure, ...]:
    """Return a procedure, or what stands outside procedures, or (None) everything."""
    if procedure is None:
        return (*model.procedures.values(), *model.outside.values())
    found = model.procedures.get(procedure)
    return (found,) if found else tuple(model.outside.values())


def make_checklist(model: Model, procedure: str | None, readings: tuple[str, ...]) -> "Checklist":
    """Return the checklist of a procedure, or of what stands outside; raises AgreelintError for unknown readings."""
    from agreelint.plan.checklist import checklist  # brings networkx, which costs 0.2 s
    from agreelint.plan.duties import duties

    if procedure is None or procedure not in model.procedures:
        return duties(model, chosen(readings, model))
    return checklist(model.agreement, model.procedures[procedure], chosen(readings, model))


def read(path: Path, shown: str) -> Opened:
    """Read, resolve and lower one file; raises AgreelintError if it cannot be opened."""
    found = text_of(path, shown)
    source, digest = found.value
    return analyse(source, digest, path.parent) if found.ok else Opened(None, found.diagnostics, (source,), digest)


def analyse(source: Source, digest: str = "", folder: Path | None = None) -> Opened:
    """Parse, resolve and lower a text; what it includes is read from `folder`, if there is one."""
    whole = with_includes(source, digest, folder)
    opened = _resolved(whole)
    return evolve(opened, included=whole.included)


def _resolved(whole: Whole) -> Opened:
    parsed, sources, digest = whole.parsed, whole.sources, whole.sha256
    notes = Notes()
    if parsed.ok and _of_a_state(parsed.value):
        check_packs(parsed.value, notes)  # offices or laws of a state: nothing else to resolve
        return Opened(None, _told(parsed, notes, sources), sources, digest)
    register = register_of(parsed.value, notes)
    if register is not None:
        return Opened(None, _told(parsed, notes, sources), sources, digest, register=register)
    scenarios = tuple(d for d in parsed.value.declarations if isinstance(d, nodes.Scenario))
    if scenarios and len(scenarios) == len(parsed.value.declarations):
        return Opened(
            None, parsed.diagnostics, sources, digest, scenarios, alone=True, consequences=parsed.consequences
        )
    check_packs(parsed.value, notes)
    file = spelt_out(parsed.value, notes)
    agreement = resolve(file, notes)
    model = lower(file, agreement, notes) if agreement else None
    if model and parsed.ok and notes.ok:
        for procedure in model.procedures.values():
            notes.diagnostics += check_order(procedure)
        notes.diagnostics += check_outside(model.outside.values())
    found = _told(parsed, notes, sources)
    return Opened(model, found, sources, digest, scenarios, consequences=parsed.consequences, tree=parsed.value)


def _of_a_state(file: nodes.File) -> bool:
    """Say whether a file holds the offices or the laws of a state, and no agreement."""
    parts = file.declarations
    packs = bool(parts) and all(isinstance(d, nodes.Pack) for d in parts)
    return packs or any(isinstance(d, nodes.Jurisdiction) for d in parts)


def _told(parsed: Parsed, notes: Notes, sources: tuple[Source, ...]) -> tuple[Diagnostic, ...]:
    """Return everything to say of a text in its order: nothing that only follows from a mistake."""
    told = (*parsed.diagnostics, *parsed.consequences.certain(notes.diagnostics, *sources))
    order = {source.path: number for number, source in enumerate(sources)}
    found = acknowledged(parsed.value, told)
    return tuple(sorted(found, key=lambda d: (order[d.labels[0].span.path], d.labels[0].span.start)))
