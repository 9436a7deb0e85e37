"""The verb `outline`: a source document to its outline, without a word of its text."""

import json
from pathlib import Path

import click

from agreelint.cli.options import FILE, formats
from agreelint.cli.output import output


@click.command()
@click.argument("source", type=FILE, metavar="FILE")
@formats("toml", "json")
@output
def outline(source: Path, form: str) -> tuple[str, int]:
    """Split a source document (.txt, .md, .docx, .pdf) by its own numbering into labels and sentences.

    Of each sentence the outline holds its number, a hash, whether it binds anybody, and the references, numbers,
    defined terms and formulas in it; no text. An agreement carries it as `outline.toml` beside `agreement.agree`.

    \b
    Example:
      agreelint outline source.txt --output agreements/valley/outline.toml
    """
    from agreelint.outline.outline import outline_of
    from agreelint.outline.reading import text_of_source
    from agreelint.outline.split import pieces
    from agreelint.outline.toml import as_toml, as_values

    made = outline_of(source.name, pieces(text_of_source(source)))
    if form == "json":
        return json.dumps(as_values(made), ensure_ascii=False, indent=2) + "\n", 0
    return as_toml(made), 0
