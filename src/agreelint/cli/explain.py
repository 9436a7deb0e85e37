"""The verb `explain`: phrases or a clause of an encoding, a provision of the law, the meaning of a message."""

import click

from agreelint.cli.options import formats
from agreelint.cli.output import output, tell
from agreelint.diagnostics import AgreelintError


@click.command()
@click.argument("what", metavar="AGREEMENT_CODE_OR_FACT")
@click.argument("clause", required=False)
@click.option("--ambiguities", is_flag=True, help="List every phrase that can be read in several ways.")
@formats("text", "json", "markdown")
@output
def explain(what: str, clause: str | None, ambiguities: bool, form: str) -> tuple[str, int]:
    """Print what a message means, what is encoded of a clause, or which phrases can be read in several ways.

    A provision of the law is named by its fact, its id or its citation; `agreelint rules` lists them.

    \b
    Examples:
      agreelint explain bi_county --ambiguities
      agreelint explain bi_county VIII.B
      agreelint explain AG105
      agreelint explain OML-01
    """
    from agreelint import session
    from agreelint.explain.manual import CODE, entry

    if CODE.fullmatch(what):
        if clause or ambiguities or form == "json":
            raise AgreelintError(f"`{what}` is the code of a message, which has one entry in Markdown and nothing else")
        return entry(what), 0
    if not clause and not ambiguities and (law := _law(what, form)):
        return law, 0
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


def _law(what: str, form: str) -> str | None:
    """Return the provisions of the law that go by a name; None where there is none."""
    from difflib import get_close_matches

    from agreelint.explain.provisions import found, known_facts

    provisions = found(what)
    if provisions:
        from agreelint.applying import applied  # brings the packs to the shipped agreements
        from agreelint.report.provision import render

        return render(tuple(applied(one) for one in provisions), form)
    facts = {fact.casefold(): fact for fact in known_facts()}
    near = get_close_matches(what.casefold(), facts, 3, 0.7)
    if near:
        raise AgreelintError(f"`{what}` is the fact of no provision; near it: {', '.join(facts[one] for one in near)}")
    return None
