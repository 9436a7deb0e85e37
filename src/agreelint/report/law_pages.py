"""The pages of `docs/law/`: one a pack, and their index; made from the packs, so that nobody keeps them by hand."""

from collections.abc import Iterator

from agreelint.explain.provisions import LEVELS, Effect, PackTold
from agreelint.report.rules import binds, render

INDEX = "README.md"
_MADE = "This page is made from `rules/`: `make golden` writes it anew."


def pages(packs: tuple[PackTold, ...]) -> dict[str, str]:
    """Return the text of each page by its file name."""
    index = "\n".join(_index(packs)) + "\n"
    return {INDEX: index} | {f"{pack.id}.md": f"{render((pack,), 'markdown')}\n{_MADE}\n" for pack in packs}


def _index(packs: tuple[PackTold, ...]) -> Iterator[str]:
    yield "# The law, as far as it was read"
    yield ""
    yield "Statutes and regulations as packs of provisions ([how they are written](../../grammar/packs.md)). It is no"
    yield "legal advice, and no copy of the law: each provision is told in our own words, with its citation and where"
    yield "it was read."
    yield ""
    yield "| pack | about | provisions | judged by | not read |"
    yield "|---|---|---|---|---|"
    for pack in packs:
        judged = sum(one.effect in {Effect.RULE, Effect.WARNING, Effect.COUNTED} for one in pack.provisions)
        name = f"[{pack.id}]({pack.id}.md)"
        yield f"| {name} | {pack.title}; {binds(pack)} | {len(pack.provisions)} | {judged} | {len(pack.gaps)} |"
    yield ""
    yield "Records or days are judged by so many; the others are only told, or asked of the text of agreements."
    yield ""
    yield "How well a provision is known:"
    yield ""
    yield from (f"- level {level}: {words}" for level, words in LEVELS.items())
    yield ""
    yield "A provision of level P warns and changes no exit code. `agreelint rules --as-of DATE` lists what is in force"
    yield f"on a day, `agreelint explain FACT` prints one provision. {_MADE}"
