"""Puts new files where nothing is yet: all of them, or none."""

from collections.abc import Mapping
from pathlib import Path

from agreelint.diagnostics import AgreelintError


def place(files: Mapping[Path, bytes]) -> None:
    """Write files with the folders that they need; raises AgreelintError if one is there, or cannot be written."""
    there = [path.as_posix() for path in files if path.exists()]
    if there:
        raise AgreelintError(
            f"{', '.join(there)} {'is' if len(there) == 1 else 'are'} there already; nothing was written"
        )
    for path, content in files.items():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with path.open("xb") as file:
                file.write(content)
        except OSError as error:
            raise AgreelintError(f"{path.as_posix()} cannot be written: {error.strerror}") from error
