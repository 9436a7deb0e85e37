"""Skeletons that are valid as they stand, from the folder `templates`: an agreement, a pack, the page of a rule."""

from pathlib import Path
from string import Template

from agreelint.model.resolve import KINDS
from agreelint.packs import jurisdictions
from agreelint.skeletons.names import known, named, title_of

_TEMPLATES = Path(__file__).with_name("templates")


def agreement(name: str, kind: str, jurisdiction: str, folder: Path) -> dict[Path, bytes]:
    """Return the files of an agreement, by path below `folder`; raises AgreelintError for words that do not exist."""
    words = {
        "name": named(name),
        "kind": known(kind, KINDS, "kind of agreement"),
        "jurisdiction": known(jurisdiction, jurisdictions(), "jurisdiction"),
    }
    return {folder / name / path: content for path, content in _filled(kind, words).items()}


def pack(name: str, folder: Path) -> dict[Path, bytes]:
    """Return the files of a jurisdiction, by path below `folder`; raises AgreelintError for what is no name."""
    return {folder / name / path: content for path, content in _filled("pack", {"name": named(name)}).items()}


def rule(slug: str, folder: Path) -> dict[Path, bytes]:
    """Return the page of a rule, by path below `folder`; raises AgreelintError for what is no name."""
    (content,) = _filled("rule", {"name": named(slug)}).values()
    return {folder / f"{slug}.md": content}


def _filled(template: str, words: dict[str, str]) -> dict[str, bytes]:
    words = {"title": title_of(words["name"]), **words}
    files = sorted((_TEMPLATES / template).iterdir())
    return {path.name: Template(path.read_text(encoding="utf-8")).substitute(words).encode() for path in files}
