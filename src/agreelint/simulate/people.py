"""Who acts and who receives in a case that is drawn, by the names that a log uses."""

from datetime import date
from typing import assert_never

from agreelint.model.entities import Step
from agreelint.model.thresholds import exact
from agreelint.simulate.draft import Setting
from agreelint.syntax import nodes


def actors_of(setting: Setting, step: Step, member: str | None, before: dict[str, str], day: date) -> tuple[str, ...]:
    """Return who acts: several where several must join, each in a row of its own; `before` says who acted earlier."""
    rng, agreement = setting.rng, setting.agreement
    match actor := step.actor:
        case nodes.ActorIs() | nodes.ActorOrDesignee():
            return (holder(setting, actor.name.text, day),)
        case nodes.ActorEither():
            names = [name.text for name in actor.names if isinstance(name, nodes.Name)]
            return (holder(setting, rng.choice(names), day),)
        case nodes.ActorAny():
            return (rng.choice(everyone(setting, [name.text for name in actor.names])),)
        case nodes.ActorEach() | nodes.ActorOthers() | nodes.ActorThat():
            return (member or "",)
        case nodes.ActorOfEach():
            return (f"{actor.office.text}.{member}" if member else actor.office.text,)
        case nodes.ActorOf():
            return (f"{actor.office.text}.{actor.member.text}",)
        case nodes.ActorOfAny():
            return (actor.office.text,)
        case nodes.ActorOfStep():
            return (before.get(actor.step.text, ""),)
        case nodes.ActorSeveral():
            rule = exact(actor.threshold)
            members = list(agreement.members_of(rule.base, setting.begin))
            rng.shuffle(members)
            return tuple(members[: rule.needed(len(members))])
        case nodes.ActorUnstated() | None:
            return ("",)
        case _:
            assert_never(actor)


def holder(setting: Setting, name: str, day: date) -> str:
    """Return who holds the place of an office or body on a day."""
    return next(iter(setting.agreement.holders(name, day)), name)


def everyone(setting: Setting, names: list[str]) -> list[str]:
    """Return the names with groups as their members."""
    groups = setting.agreement.groups
    return [
        one
        for name in names
        for one in (setting.agreement.members_of(name, setting.begin) if name in groups else (name,))
    ]


def recipients_of(setting: Setting, step: Step, member: str | None) -> str:
    """Return whom an act reached, as the column `recipient` says it: all whom the clause names."""
    rng = setting.rng
    match to := step.recipients:
        case nodes.Named():
            return ";".join(
                n.text if isinstance(n, nodes.Name) else f"{n.office.text}.{n.member.text}" for n in to.names
            )
        case nodes.OrElse():
            return to.first.text
        case nodes.EachOf() | nodes.OthersOf():
            group = to.group.text
            members = setting.agreement.members_of(group, setting.begin)
            named = [group] if group in setting.agreement.known_ids and rng.random() < 1 / 2 else list(members)
            if len(members) < len(setting.agreement.groups[group].members) or "other_" in group:
                named = list(members)
            return ";".join((*named, *(name.text for name in to.also)))
        case nodes.EachMemberOf():
            return to.body.text
        case nodes.OfficeOfEach():
            members = setting.agreement.members_of(step.each or "", setting.begin)
            return ";".join(f"{to.office.text}.{one}" for one in members)
        case nodes.RecipientsThat():
            return member or ""
        case nodes.RecipientsUnstated() | None:
            return ""
        case _:
            assert_never(to)
