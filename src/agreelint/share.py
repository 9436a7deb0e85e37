"""Where `grammar/`, `agreements/` and `rules/` lie: inside an installed package, else in the checkout."""

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def share(name: str) -> Path:
    """Return the folder `grammar`, `agreements` or `rules`, alike from a wheel, an sdist and a checkout."""
    installed = _PACKAGE / "_share" / name
    return installed if installed.is_dir() else _PACKAGE.parents[1] / name
