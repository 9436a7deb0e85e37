"""Other readings of what makes up a status: the whole record judged again under each, and what differs told."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from agreelint.audit.facts import Settings
from agreelint.audit.verdicts import State, Verdict
from agreelint.model.constraints import Model
from agreelint.model.tenure import StatusOf

Judged = tuple[str, str, tuple[Verdict, ...]]
"""A phrase, one of its other readings, and every verdict under that."""


def status_readings(model: Model, settings: Settings) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield each phrase of a status with each reading that is not chosen, and all readings with that one."""
    for kept in model.kept:
        for phrase in kept.rule.phrases if isinstance(kept.rule, StatusOf) else ():
            chosen = settings.readings.get(phrase.name, phrase.readings[0][0])
            for name, _ in phrase.readings:
                if name != chosen:
                    yield phrase.name, name, {**settings.readings, phrase.name: name}


def differs_under(settings: Settings, readings: Mapping[str, str]) -> bool:
    """Say whether who is in a status, or what follows from it, differs under other readings: else no verdict can."""
    assert settings.record is not None
    return settings.record.under(readings).standing != settings.record.standing


def with_status_readings(verdicts: tuple[Verdict, ...], others: tuple[Judged, ...]) -> tuple[Verdict, ...]:
    """Add to each verdict the readings under which its state would be another."""
    found: dict[object, dict[str, list[tuple[str, State]]]] = {_place(verdict): {} for verdict in verdicts}
    states = {_place(verdict): verdict.state for verdict in verdicts}
    for phrase, reading, judged in others:
        for verdict in judged:
            place = _place(verdict)
            if place in states and verdict.state is not states[place]:
                found[place].setdefault(phrase, []).append((reading, verdict.state))
    return tuple(_with(verdict, found[_place(verdict)]) for verdict in verdicts)


def _with(verdict: Verdict, differing: Mapping[str, list[tuple[str, State]]]) -> Verdict:
    if not differing:
        return verdict
    # A procedure can have the phrase as well, and has told then what comes of it there.
    readings = dict(verdict.finding.readings) | {phrase: tuple(found) for phrase, found in differing.items()}
    return evolve(verdict, finding=evolve(verdict.finding, readings=tuple(readings.items())))


def _place(verdict: Verdict) -> object:
    return verdict.case_id, verdict.procedure, verdict.origin.name, verdict.instance
