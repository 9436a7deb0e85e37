"""One item of a checklist, in words."""

from attrs import frozen


@frozen
class Item:
    """One thing to do: its place in the order, what it is, its clause, who acts, to whom, and the conditions."""

    number: int
    step: str
    title: str
    clause: str
    who: tuple[str, ...]
    recipients: str | None
    when: tuple[str, ...]
    votes: tuple[str, ...]
    notes: tuple[str, ...]
