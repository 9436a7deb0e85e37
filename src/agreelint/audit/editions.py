"""Several dated texts of one agreement: each verdict from the text in force on the day that decides."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, frozen

from agreelint.audit.texts import undecided_text
from agreelint.audit.verdicts import Instance, Verdict
from agreelint.model.constraints import Model
from agreelint.moments import UNKNOWN, Moment


@frozen(eq=False, repr=False, slots=False)
class Edition:
    """A text, and the days on which it governs: before the first text the first does, for want of an older one."""

    model: Model
    first: date
    last: date | None
    words: str

    def may_govern(self, moment: Moment) -> bool:
        """Say whether it is in force on any day that a moment can mean."""
        begun = moment.last is None or self.first <= moment.last
        return begun and (self.last is None or moment.first is None or moment.first < self.last)


def editions(model: Model) -> tuple[Edition, ...]:
    """Return every text of an agreement with its days, the newest first; none if there is only one."""
    if not model.other_texts:
        return ()
    models = sorted((model, *model.other_texts), key=_since)
    ends = [*map(_since, models[1:]), None]
    found = [
        Edition(one, _since(one) if number else date.min, end, _words(one, end))
        for number, (one, end) in enumerate(zip(models, ends, strict=True))
    ]
    return tuple(reversed(found))


def _since(model: Model) -> date:
    return model.agreement.commencement.in_force or date.min


def _words(model: Model, end: date | None) -> str:
    until = f" until {end.isoformat()}" if end else ""
    return f"in force from {_since(model).isoformat()}{until}"


_Key = tuple[str | None, str | None, str, Instance]


def by_editions(found: Sequence[tuple[Edition, Sequence[Verdict]]]) -> Iterator[Verdict]:
    """Yield each verdict from the text that governs; `unknown` where several can, and come to different states."""
    runs = [(edition, {_key(verdict): verdict for verdict in verdicts}) for edition, verdicts in found]
    for key in dict.fromkeys(key for _, verdicts in runs for key in verdicts):
        holding = [(edition, verdicts[key]) for edition, verdicts in runs if key in verdicts]
        ruling = [verdict for edition, verdict in holding if edition.may_govern(verdict.governing or UNKNOWN)]
        if not ruling:
            continue  # the text that governs says nothing of it
        allowed = [(e, v.get(key)) for e, v in runs if any(e.may_govern(one.governing or UNKNOWN) for one in ruling)]
        told = [(edition.words, _named(edition, verdict) if verdict else None) for edition, verdict in allowed]
        yield undecided_text(told)


def _key(verdict: Verdict) -> _Key:
    return verdict.case_id, verdict.procedure, verdict.origin.name, verdict.instance


def _named(edition: Edition, verdict: Verdict) -> Verdict:
    return verdict if verdict.text_in_force else evolve(verdict, text_in_force=f"the text {edition.words}")
