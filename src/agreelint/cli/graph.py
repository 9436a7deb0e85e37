"""The verb `graph`: procedures to their steps and arrows."""

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell


@click.command()
@click.argument("agreement")
@click.argument("procedure", required=False)
@formats("dot", "mermaid")
@output
def graph(agreement: str, procedure: str | None, form: str) -> tuple[str, int]:
    """Print the graph of steps: what must come before what, and by which clause.

    \b
    Example:
      agreelint graph mount_greylock amendment --format mermaid
    """
    from agreelint import session
    from agreelint.diagnostics import NothingAppliesError
    from agreelint.graph.export import dot, mermaid

    opened, model = session.open_procedure(agreement, procedure, outside=True)
    if model is None:
        tell(opened.diagnostics, opened.sources)
        return "", 2
    chosen = session.part(model, procedure)
    if not chosen:
        raise NothingAppliesError(
            f"{model.agreement.id} has no steps {'outside procedures' if procedure else 'at all'}"
        )
    return (dot if form == "dot" else mermaid)(model.agreement, chosen), 0
