"""What was not checked, for people: rules on acts of which the record has no row stand in one line."""

import re
from collections.abc import Iterable, Iterator

_RULE = re.compile(r"(?P<name>[\w.]+) \(clause (?P<clause>[^()]*(?:\([^()]*\)[^()]*)*)\): (?P<why>.+)")
_QUOTED = re.compile(r" (?:for )?`[^`]*`(?: or `[^`]*`)*")
_NO_ROWS = "no rows of activity"
_FEW = 3


def folded(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines, those of many rules for one reason as one; JSON has each of them by itself."""
    found: dict[str, list[tuple[str, re.Match[str] | None]]] = {}
    for line in lines:
        rule = _RULE.fullmatch(line)
        why = _QUOTED.sub("", rule["why"]) if rule and rule["why"].startswith(_NO_ROWS) else line
        found.setdefault(why, []).append((line, rule))
    for why, members in found.items():
        rules = [rule for _, rule in members if rule]
        if len(rules) <= _FEW:
            yield from (line for line, _ in members)
            continue
        names = ", ".join(f"{rule['name']} ({rule['clause']})" for rule in rules)
        yield f"{len(rules)} rules on acts of which the record has no row{why.removeprefix(_NO_ROWS)}: {names}"
