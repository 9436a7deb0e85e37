"""The canonical style as a few facts by rule name; what is not named here follows from braces alone.

Whatever stands between braces has a line of its own, two spaces deeper. The facts below say which items stand in
columns, and which parts of an item have a line each. A new construct needs an entry only if it wants one of these.
"""

WIDTH = 120
INDENT = "  "
GAP = "  "
"""What keeps columns, and a comment, apart from what stands before them."""
WRAPPED = INDENT * 2
"""How much deeper a line goes on that was too long."""

TABLES = frozenset(
    {
        "agreement",
        "ambiguous",
        "ambiguous_clause",
        "ambiguous_consequence",
        "ambiguous_date",
        "arrangement",
        "body",
        "counting_block",
        "group",
        "jurisdiction",
        "register",
        "schedule",
    }
)
"""Rules whose items stand in columns: the first word, the rest, and what is set apart."""
HEADS = {
    "amount_reading": 2,
    "cost_basis": 2,
    "in_force": 2,
    "log_row": 1,
    "office": 2,
    "party": 2,
    "working_week": 2,
    "written_agreement": 2,
}
"""How many words the first column of an item has, if not one; these have columns wherever they stand."""
APART = frozenset({"assumed", "because", "cites", "default"})
"""Words that start a column further right."""
APART_IN = {"member": frozenset({"from", "until", "weight"})}
"""Words that do so in one kind of item; any more of them in a line stay in the column of the first."""

PARTS = {
    "formula": frozenset({"not_rounded", "rounded", "rounding_unstated"}),
    "step": frozenset({"by", "clause"}),
}
"""Parts of an item that have a line each, below the line on which the item starts."""
SAID_PARTS = {"formula": frozenset({"="}), "limit": frozenset({"requires"}), "prohibition": frozenset({"no"})}
"""The same for parts that are known by their first word."""
JOINED = frozenset({"by"})
"""Parts that stay on the item's line if the item has no others and cites nothing, and there is room."""

ENDS_LINE = "{"
STARTS_LINE = "}"
AFTER_BRACE = frozenset({"cites", ",", ")", "with"})
"""Words that stay on the line of a closing brace; any other, such as `or`, starts a line."""
TIGHT_BEFORE = frozenset({",", ")", ".", "%"})
TIGHT_AFTER = frozenset({"(", ".", "$"})
BREAK_FIRST = frozenset({"because", "unless", "when"})
BREAK_BEFORE = frozenset({"and", "or", "+", "-", "*", "/"})
BREAK_AFTER = frozenset({","})
"""Where a line that is too long may be broken: before the first of these if that is enough."""
FILLED = frozenset({"="})
"""Parts that are broken only between the things that they list or work out."""
