"""Where a provision of the law applies: the shipped agreements that it binds, and the scenarios that show it."""

from collections.abc import Iterator

from agreelint import session
from agreelint.explain.clauses import Proof, origins
from agreelint.explain.places import place
from agreelint.explain.provisions import Applied, Bound, Told
from agreelint.lawful import under_law
from agreelint.share import share
from agreelint.source import Source, Span
from agreelint.syntax import nodes
from agreelint.syntax.parser import parse


def applied(told: Told) -> Applied:
    """Return where a provision applies; holidays apply wherever days are counted, and nowhere else."""
    if told.span is None:
        return Applied(told, (), ())
    opened = [_opened(name) for name in session.shipped()]
    return Applied(told, tuple(_bound(told, opened)), tuple(_proofs(told)))


def _opened(name: str) -> session.Opened:
    path, shown = session.find(name)
    return under_law(session.read(path, shown))


def _bound(told: Told, opened: list[session.Opened]) -> Iterator[Bound]:
    for one in opened:
        if one.model is None or told.pack not in one.model.law.packs:
            continue
        made = (origin.name for origin in origins(one.model) if _within(told, origin.span))
        apart = (a.reason for a in one.model.law.apart if (a.pack, a.title) == (told.pack, told.title))
        yield Bound(one.model.agreement.id, tuple(dict.fromkeys(made)), next(apart, None))


def _within(told: Told, span: Span) -> bool:
    own = told.span
    return own is not None and own.path == span.path and own.start <= span.start < own.end


def _proofs(told: Told) -> Iterator[Proof]:
    """Yield the scenarios that expect something by its citation: beside the packs, and beside agreements."""
    folders = [share("rules"), share("agreements")]
    for path in sorted(path for folder in folders for path in folder.glob("*/scenarios/*.agree")):
        text = path.read_text(encoding="utf-8")
        if told.citation not in text:  # most files cite no law, and need no reading
            continue
        shown = path.relative_to(path.parents[3]).as_posix()
        source = Source(shown, text)
        for scenario in parse(source).value.declarations:
            if isinstance(scenario, nodes.Scenario) and told.citation in _cited(scenario):
                yield Proof(place({shown: source}, scenario.span), scenario.title)


def _cited(scenario: nodes.Scenario) -> set[str]:
    expected = (item.expected for item in scenario.items if isinstance(item, nodes.ExpectVerdict))
    return {one.cite.label for one in expected if one.cite}
