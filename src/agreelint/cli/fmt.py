"""The verb `fmt`: encodings to their canonical layout."""

import sys
from difflib import unified_diff
from hashlib import sha256
from pathlib import Path

import click

from agreelint.cli.output import fail, output, tell


@click.command()
@click.argument("agreements", nargs=-1, required=True, metavar="PATH_OR_NAME...")
@click.option("--check", is_flag=True, help="Write nothing; name the files that would change, and exit with 1.")
@click.option("--diff", is_flag=True, help="Write nothing; show what would change.")
@output
def fmt(agreements: tuple[str, ...], check: bool, diff: bool) -> tuple[str, int]:
    """Lay encodings out in the one canonical style; words, comments and blank lines stay.

    A file with a mistake is left as it is. `-` reads an encoding from the standard input and prints it.

    \b
    Examples:
      agreelint fmt my_agreement.agree
      agreelint fmt --check --diff agreements
    """
    from agreelint import texts
    from agreelint.syntax.printer import canonical

    changed = unread = 0
    said: list[str] = []
    for path, shown in (file for name in agreements for file in _files(name)):
        found = texts.text_of(path, shown) if path else texts.decoded(sys.stdin.buffer.read(), shown)
        source, digest = found.value
        laid_out = canonical(source) if found.ok else None
        if laid_out is None or laid_out.value is None:
            tell(laid_out.diagnostics if laid_out else found.diagnostics, (source,))
            unread += 1
            continue
        differs = sha256(laid_out.value.encode()).hexdigest() != digest
        changed += differs
        if diff:
            said.append(_difference(source.text, laid_out.value, shown))
        elif path is None and not check:
            said.append(laid_out.value)
        elif differs and check:
            said.append(f"{shown} would change\n")
        elif differs and path:
            _write(path, shown, laid_out.value)
            said.append(f"{shown} laid out\n")
    return "".join(said), 2 if unread else 1 if check and changed else 0


def _files(name: str) -> tuple[tuple[Path | None, str], ...]:
    from agreelint import session, texts

    return ((None, "-"),) if name == "-" else tuple((path, texts.display(path)) for path in session.files(name))


def _difference(old: str, new: str, shown: str) -> str:
    """Return a unified diff of two texts."""
    rows = unified_diff(old.splitlines(keepends=True), new.splitlines(keepends=True), shown, shown)
    return "".join(row if row.endswith("\n") else f"{row}\n\\ No newline at end of file\n" for row in rows)


def _write(path: Path, shown: str, text: str) -> None:
    try:
        path.write_bytes(text.encode())
    except OSError as error:
        fail(f"{shown} cannot be written: {error.strerror}")
