"""What a verb made, on the screen or in a file; what went wrong, on the error stream; then the exit code."""

import os
import sys
from collections.abc import Callable, Iterable
from functools import wraps
from pathlib import Path
from typing import Any, NoReturn

import click

from agreelint.cli.options import FILE
from agreelint.diagnostics import Diagnostic
from agreelint.source import Source


def fail(message: str, code: int = 2) -> NoReturn:
    """Say why nothing can be done, and end with a code."""
    click.echo(f"agreelint: {message}", err=True)
    sys.exit(code)


def output(function: Callable[..., Any]) -> Callable[..., Any]:
    """Add `--output`, and write what a verb returns as (text or pieces of it, exit code)."""

    @click.option("--output", "-o", type=FILE, help="Write to this file instead of the screen.")
    @wraps(function)
    def run(output: Path | None, **arguments: Any) -> None:
        for target in (output, arguments.get("skip_bad_rows")):
            if target:
                _spare(target, arguments)
        text, code = function(**arguments)
        pieces = (text,) if isinstance(text, str) else text
        if output is None:
            _show(pieces)
        else:
            try:
                with output.open("w", encoding="utf-8") as file:
                    file.writelines(click.unstyle(piece) for piece in pieces)
            except OSError as error:
                fail(f"{output} cannot be written: {error.strerror}")
        sys.exit(code)

    return run


def _show(pieces: Iterable[str]) -> None:
    """Print what a verb made, as far as whoever reads a pipe wants it; that is no error."""
    try:
        for piece in pieces:
            click.echo(piece, nl=False)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _spare(target: Path, arguments: dict[str, Any]) -> None:
    """End before a record or an encoding is written over: neither can be made again."""
    named = (arguments.get("agreement"), arguments.get("mapping"), *arguments.get("agreements", ()))
    read = [Path(name).resolve() for name in (*named, *arguments.get("logs", ())) if name]
    if target.resolve() in read or (target.suffix == ".agree" and target.is_file()):
        fail(f"{target} is not written over: it is no report; choose another name")


def tell(diagnostics: Iterable[Diagnostic], sources: Iterable[Source]) -> None:
    """Print what stages had to say."""
    from agreelint.report.places import all_told

    if found := all_told(diagnostics, sources):
        click.echo(found, err=True)
