"""The pages in `grammar/` and `rules/core/`: every fenced block is read; together they show the whole language.

A block that starts with `agreement` is a whole file. A block of declarations follows the stock agreement of
`grammar/README.md`; a block of steps goes into its procedure. Scenarios stand below the declarations or steps of a
block, or alone, and are run: a scenario that fails fails the page. Steps marked `agree outside` stand outside its
procedure. `agree date` marks date queries, one a line;
`agree error AG101` a block that must give exactly that error; the `text` block after it shows its message.
"""

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from attrs import frozen
from trees import tree_of

from agreelint.against import beside_law
from agreelint.counting import Counting
from agreelint.dating import Anchors, reckon
from agreelint.dating.years import year_called
from agreelint.model.acknowledgements import BESIDE_LAW
from agreelint.packs import calendar_of
from agreelint.prove.proofs import prove
from agreelint.proving import scenarios_of, with_scenarios
from agreelint.report.proofs import differences
from agreelint.session import analyse
from agreelint.share import share
from agreelint.source import Source
from agreelint.syntax.parser import parse, parse_date_query
from agreelint.syntax.printer import canonical, print_tree
from agreelint.syntax.productions import Child, Kept, LeftOut, Said, productions

BLOCK = re.compile(r"^```agree([^\n]*)\n(.*?)^```\n(?:\n```text\n(.*?)^```\n)?", re.MULTILINE | re.DOTALL)
SCENARIO = re.compile(r"^(?=scenario )", re.MULTILINE)
PAGES = sorted([*share("grammar").glob("*.md"), *share("rules").glob("core/*.md")])
MARKS = {(), ("stock",), ("date",), ("outside",)}


@frozen
class Block:
    """A fenced block: where it stands, what its first line says of it, and the message shown below it."""

    page: Path
    line: int
    marks: tuple[str, ...]
    text: str
    shown: str | None

    def __str__(self) -> str:
        return f"{self.page.stem}:{self.line}"

    @property
    def code(self) -> str | None:
        """The code of the error that the block is to give."""
        return self.marks[-1] if {"error", "warning", "info"} & set(self.marks) else None

    @property
    def queries(self) -> list[str]:
        """The lines of a block of date queries, without comments."""
        lines = (line.partition("#")[0].strip() for line in self.text.splitlines())
        return [line for line in lines if line]

    def whole(self) -> str:
        """Return a whole agreement: the block itself, or the stock agreement with the block in its place."""
        first = re.sub(r"#[^\n]*", "", self.text).split(maxsplit=1)[0]
        if first in {"agreement", "jurisdiction", "register"}:
            return self.text
        if first not in STEPS or "outside" in self.marks:
            return f"{STOCK}\n{self.text}"
        head, brace, tail = STOCK.rpartition("}")
        steps, scenarios = SCENARIO.split(self.text, maxsplit=1) if SCENARIO.search(self.text) else (self.text, "")
        return f"{head}\n{steps}{brace}{tail}{scenarios}"

    def diagnostics(self):
        """Return everything that is said about the block."""
        if "date" in self.marks:
            sources = [Source(str(self), query) for query in self.queries]
            return [d for source in sources for d in parse_date_query(source).diagnostics]
        if self.text.startswith("jurisdiction"):
            return parse(Source(str(self), self.text)).diagnostics
        found = with_scenarios(self.opened())
        return (beside_law(found) if self.code in BESIDE_LAW else found).diagnostics

    def opened(self):
        """Return the agreement as it was read; the page's blocks `agree file NAME` lie in its folder."""
        with TemporaryDirectory() as folder:
            for block in blocks_of(self.page):
                if "file" in block.marks:
                    (Path(folder) / block.marks[-1]).write_text(block.text, encoding="utf-8")
            return analyse(Source(str(self), self.whole()), "", Path(folder))


def first_words(origin: str) -> set[str]:
    """Return the words with which a rule of the grammar can start."""
    found, waiting = set(), [origin]
    for name in waiting:
        for way in productions()[name]:
            match next((part for part in way.parts if part != LeftOut()), None):
                case Said(text) | Kept(_, text):
                    found.add(text)
                case Child(symbol) if symbol not in waiting:
                    waiting.append(symbol)
    return found


STEPS = first_words("procedure_part")


def blocks_of(page: Path) -> list[Block]:
    text = page.read_text(encoding="utf-8")
    return [
        Block(page, text.count("\n", 0, m.start()) + 1, tuple(m[1].split()), m[2], m[3]) for m in BLOCK.finditer(text)
    ]


BLOCKS = [block for page in PAGES for block in blocks_of(page)]
STOCK = next(block.text for block in BLOCKS if block.marks == ("stock",))
GOOD = [block for block in BLOCKS if block.code is None and "file" not in block.marks]
BAD = [block for block in BLOCKS if block.code]
READ = [*GOOD, *(block for block in BAD if {"warning", "info"} & set(block.marks))]
"""Blocks that can be read to the end."""


def told(diagnostic) -> str:
    """Return a diagnostic as the pages show it."""
    hint = f"  {diagnostic.hint}\n" if diagnostic.hint else ""
    return f"{diagnostic.code} {diagnostic.name}: {diagnostic.message}\n{hint}"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_page_shows_the_language(page):
    blocks = blocks_of(page)
    assert blocks, "a page without a block"
    assert page.read_text(encoding="utf-8").count("```agree") == len(blocks), "a block that is never read"


@pytest.mark.parametrize("block", GOOD, ids=str)
def test_block_is_free_of_errors(block):
    assert block.marks in MARKS
    assert [told(d) for d in block.diagnostics() if d.acknowledged is None] == []


@pytest.mark.parametrize("block", [block for block in GOOD if "date" not in block.marks], ids=str)
def test_block_is_printed_without_loss(block):
    source = Source(str(block), block.whole())
    tree = parse(source).value
    laid_out = canonical(source).value
    assert canonical(Source(str(block), laid_out)).value == laid_out
    assert parse(Source(str(block), print_tree(tree))).value == tree


@pytest.mark.parametrize("block", BAD, ids=str)
def test_block_gives_the_error_shown(block, update_golden):
    found = block.diagnostics()
    assert [d.code for d in found] == [block.code]
    if update_golden and block.shown is not None:
        page = block.page.read_text(encoding="utf-8")
        old, new = (f"{block.text}```\n\n```text\n{shown}```\n" for shown in (block.shown, told(found[0])))
        block.page.write_text(page.replace(old, new), encoding="utf-8", newline="")
        return
    assert block.shown in {None, told(found[0])}, "the page shows another message; if rightly so, run `make golden`"


@pytest.mark.parametrize("block", [block for block in READ if SCENARIO.search(block.text)], ids=str)
def test_scenarios_are_met(block):
    scenarios = scenarios_of(block.opened()).value
    assert scenarios
    for scenario in scenarios:
        proof = prove(scenario)
        assert proof.met, "\n".join(differences(proof))


@pytest.mark.parametrize("block", [block for block in GOOD if "date" in block.marks], ids=str)
def test_dates_can_be_reckoned(block):
    counting = Counting(calendar_of("massachusetts"), school_year_start=(9, 1))
    anchors = Anchors(stretch_of={"FY": year_called("FY2018", counting)}.get)
    for query in block.queries:
        expression = parse_date_query(Source(str(block), query)).value.expression
        assert reckon(expression, anchors, counting), query


def test_pages_show_every_construct():
    shown = set()
    for block in READ:
        dates = "date" in block.marks
        for text in block.queries if dates else [block.whole()]:
            trees = tree_of(text, "date_query" if dates else "file").iter_subtrees()
            shown |= {tree.data for tree in trees}
    every = {way.makes for ways in productions().values() for way in ways if way.makes}
    assert every - shown <= {"number"}, "constructs that no page shows"


def test_every_page_is_listed():
    listed = set(re.findall(r"\]\(([a-z_]+\.md)\)", (share("grammar") / "README.md").read_text(encoding="utf-8")))
    assert listed == {page.name for page in PAGES} - {"README.md"}
