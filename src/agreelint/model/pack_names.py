"""What is wrong with packs before they are joined: kinds that no agreement has, and provisions of one name."""

from agreelint.model.notes import Notes, Seen
from agreelint.model.resolve import KINDS
from agreelint.syntax import nodes


def check_packs(file: nodes.File, notes: Notes) -> None:
    """Report packs that could never bind anything, and provisions that could not be told apart."""
    seen = Seen(notes)
    for pack in (d for d in file.declarations if isinstance(d, nodes.Pack)):
        for item in pack.items:
            match item:
                case nodes.AppliesTo():
                    for kind in item.kinds:
                        notes.known(kind, "kind of agreement", KINDS)
                case nodes.Provision():
                    seen.add(item.name, "provision")
                case nodes.Gap():
                    continue
