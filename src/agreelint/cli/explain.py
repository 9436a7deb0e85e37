"""The verb `explain`: what an encoding says of its phrases or of a clause, and what a message means."""

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell
from agreelint.diagnostics import AgreelintError


@click.command()
@click.argument("what", metavar="CODE_OR_AGREEMENT")
@click.argument("clause", required=False)
@click.option("--ambiguities", is_flag=True, help="List every phrase that can be read in several ways.")
@formats("text", "json", "markdown")
@output
def explain(what: str, clause: str | None, ambiguities: bool, form: str) -> tuple[str, int]:
    """Print what a message means, what is encoded of a clause, or which phrases can be read in several ways.

    \b
    Examples:
      agreelint explain bi_county --ambiguities
      agreelint explain bi_county VIII.B
      agreelint explain AG105
    """
    from agreelint import session
    from agreelint.explain.manual import CODE, entry

    if CODE.fullmatch(what):
        if clause or ambiguities or form == "json":
            raise AgreelintError(f"`{what}` is the code of a message, which has one entry in Markdown and nothing else")
        return entry(what), 0
    if ambiguities is bool(clause):
        raise AgreelintError(f"say what to explain of `{what}`: a clause, such as VIII.B, or --ambiguities")
    opened = session.open_agreement(what)
    if not opened.ok or opened.model is None or opened.tree is None:
        tell(opened.diagnostics, opened.sources)
        return "", 2
    from agreelint.explain.assumed import assumptions
    from agreelint.explain.clauses import clause_told
    from agreelint.explain.phrases import ambiguities as phrases
    from agreelint.report.explained import Clause, Phrases, render

    agreement, tree, model = opened.model.agreement, opened.tree, opened.model
    sources = {source.path: source for source in opened.sources}
    if clause is None:
        found = Phrases(agreement.id, agreement.title, phrases(tree, model, sources), assumptions(tree, model, sources))
        return render(found, form), 0
    beside = session.scenarios_beside(*session.find(what))
    sources |= {source.path: source for one in beside for source in one.sources}
    scenarios = (*opened.scenarios, *(scenario for one in beside for scenario in one.scenarios))
    told = clause_told(clause, tree, model, sources, scenarios)
    return render(Clause(agreement.id, agreement.title, told), form), 0
