"""Where `grammar/`, `agreements/`, `rules/` and `docs/` lie: inside an installed package, else in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def share(name: str) -> Path:
    """Return the folder `grammar`, `agreements`, `rules` or `docs`, alike from a wheel, an sdist and a checkout."""
    installed = _PACKAGE / "_share" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
