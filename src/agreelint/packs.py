"""What a jurisdiction brings: its calendar and the state's offices, from `rules/<jurisdiction>/`."""

import tomllib
from functools import cache
from pathlib import Path

from attrs import frozen

from agreelint.calendars import Calendar, load_calendar
from agreelint.diagnostics import AgreelintError
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax import nodes
from agreelint.syntax.parser import parse

DEFAULT_CALENDAR = "massachusetts"
SUFFIX = ".agree"
OFFICES = f"offices{SUFFIX}"
SCENARIOS = "scenarios"


@frozen(eq=False, repr=False, slots=False)
class Jurisdiction:
    """A state: its calendar and its offices as (id, title)."""

    id: str
    title: str
    calendar: Calendar
    offices: tuple[tuple[str, str], ...]


@frozen
class Provision:
    """What the law says of one thing, as far as it was read: where, by which fact of the digest, how well known."""

    id: str
    citation: str
    fact: str
    level: str
    years: int | None = None

    @property
    def words(self) -> str:
        """Where it stands, and by which fact."""
        return f"{self.citation}, {self.fact}"


def jurisdictions() -> tuple[str, ...]:
    """Return the names of all jurisdictions that can be chosen."""
    return tuple(sorted(path.parent.name for path in share("rules").glob("*/calendar.toml")))


@cache
def calendar_of(name: str) -> Calendar:
    """Load the calendar of a jurisdiction that exists."""
    return load_calendar(share("rules") / name / "calendar.toml")


@cache
def sharing(name: str) -> dict[str, Provision]:
    """Return what a state says of arrangements between towns and districts; nothing where no file says it."""
    path = share("rules") / name / "sharing.toml"
    if not path.is_file():
        return {}
    with path.open("rb") as file:
        return {one["id"]: Provision(**one) for one in tomllib.load(file)["provision"]}


@cache
def law_of(name: str) -> tuple[tuple[nodes.Pack, ...], tuple[Source, ...]]:
    """Return the packs of a state in the order of their files; raises AgreelintError if one cannot be read."""
    packs: list[nodes.Pack] = []
    sources: list[Source] = []
    for path in sorted((share("rules") / name).glob("*.agree")):
        if path.name == OFFICES:
            continue
        source = Source(f"rules/{name}/{path.name}", path.read_text(encoding="utf-8"))
        result = parse(source)
        found = [d for d in result.value.declarations if isinstance(d, nodes.Pack)]
        if not result.ok or not found:
            raise AgreelintError(f"{source.path} cannot be read: it must hold packs of provisions")
        packs += found
        sources.append(source)
    return tuple(packs), tuple(sources)


def packs_shown() -> tuple[str, ...]:
    """Return the names of the files of packs that scenarios show."""
    folders = (share("rules") / state for state in jurisdictions())
    return tuple(path.stem for folder in folders for path in sorted((folder / SCENARIOS).glob(f"*{SUFFIX}")))


def pack_scenarios(name: str) -> Path | None:
    """Return the file of scenarios that show a pack, which is named by its file or by that file's name alone.

    None if there is no such pack, or nothing shows it.
    """
    for state in jurisdictions():
        folder = share("rules") / state
        own = folder / f"{name}{SUFFIX}"
        path = own if own.is_file() else Path(name)
        if path.suffix == SUFFIX and path.is_file() and path.resolve().parent == folder.resolve():
            beside = folder / SCENARIOS / path.name
            return beside if beside.is_file() else None
    return None


@cache
def jurisdiction(name: str) -> Jurisdiction:
    """Load a jurisdiction that exists; raises AgreelintError if its own files are damaged."""
    path = share("rules") / name / OFFICES
    result = parse(Source(f"rules/{name}/{OFFICES}", path.read_text(encoding="utf-8")))
    declared = [d for d in result.value.declarations if isinstance(d, nodes.Jurisdiction)]
    if not result.ok or len(declared) != 1:
        raise AgreelintError(f"rules/{name}/{OFFICES} cannot be read: it must hold one jurisdiction")
    offices = tuple((office.name.text, office.title) for office in declared[0].offices)
    return Jurisdiction(name, declared[0].title, calendar_of(name), offices)
