"""Names in date expressions, checked: that each names a step or a defined date of which there is one here."""

from collections.abc import Iterable
from typing import assert_never

from agreelint.dating.names import deadline_names, defined_names, opening_names, parts
from agreelint.fields import FIELDS
from agreelint.model.entities import Step, StepKind
from agreelint.model.notes import Notes
from agreelint.model.scope import Scope
from agreelint.model.years import Years
from agreelint.syntax import nodes


class DateNames:
    """Checks the names that the date expressions of one procedure use."""

    def __init__(self, scope: Scope, years: Years, notes: Notes) -> None:
        """Check against the names of one procedure, and its years."""
        self._scope = scope
        self._years = years
        self._notes = notes
        self.used: dict[str, None] = {}
        """The defined dates that were named so far."""

    def check(self, expression: nodes.DateExpr, each: str | None) -> bool:
        """Check a date expression, as seen from what is done for each of the group `each` (None: once)."""
        self.used |= dict.fromkeys(name.text for name in defined_names(expression, self._scope.definitions))
        self._limits(deadline_names(expression), self._scope.bounded, "no deadline", "a last day")
        self._limits(opening_names(expression), self._scope.opened, "no first lawful day", "one")
        named = [self._part(part, each) for part in parts(expression)]
        return all([*named, *self._years.check(expression)])

    def definition(self, defined: nodes.NamedDate, dates: Iterable[nodes.DateExpr]) -> bool:
        """Check every date of a definition or term."""
        each = defined.each.group.text if defined.each else None
        results = [self.check(date, each) for date in dates]
        if isinstance(defined, nodes.Term) and defined.extendable:
            results.append(self._extends(defined.extendable.step, each))
        return all(results)

    def _extends(self, name: nodes.Name, each: str | None) -> bool:
        """Check that a step extends one term: that of everybody, or that of the member for which it is done."""
        if not self.step(name):
            return False
        group = self._scope.steps[name.text].each
        if group == each:
            return True
        what = f"there is one `{name.text}` for each {group}" if group else f"there is only one `{name.text}`"
        hint = f"say `for each {group}` before `cites`" if group else f"say there for which {each} it is done"
        self._notes.misplaced(name.span, what, hint)
        return False

    def step(self, name: nodes.Name) -> bool:
        """Check that a name is a single step."""
        return self._notes.known(name, "step of this procedure", self._scope.steps)

    def sent(self, name: nodes.Name) -> bool:
        """Check that a step is sent to somebody who can receive it."""
        step = self._scope.steps.get(name.text)
        if step is None:
            return self.step(name)
        if step.recipients is None:
            self._notes.misplaced(name.span, f"`{name.text}` goes to nobody who could receive it", "say `to …` there")
        return step.recipients is not None

    def alone(self, name: nodes.Name, each: str | None, target: Step | None) -> bool:
        """Check that there is one instance of a step for whoever names it."""
        if target is None or target.each in {None, each}:
            return True
        carried = f" or `{name.text} carried`" if target.kind is StepKind.VOTE else ""
        self._notes.misplaced(
            name.span, f"there is one `{name.text}` for each {target.each}", f"say `every {name.text}`{carried}"
        )
        return False

    def _part(self, part: nodes.DateExpr, each: str | None) -> bool:
        match part:
            case nodes.EventDate():
                return self._event(part.step, each)
            case nodes.ReceiptOf():
                return self.sent(part.step) and self._instance(part.step, each)
            case nodes.StatedDay():
                return self.step(part.step) and self._column(part.column) and self._instance(part.step, each)
            case nodes.FirstDayOf():
                return self.step(part.step) and self._instance(part.step, each)
            case nodes.EarliestOfEvery() | nodes.LatestOfEvery():
                return self._every(part.name)
            case nodes.TermEnd():
                return self._term(part.term, each)
            case _:
                return True

    def _column(self, name: nodes.Name) -> bool:
        if name.text in FIELDS:
            told, hint = f"the column `{name.text}` of a log names no such day", "give the day a column of its own"
        elif not name.text.endswith(("date", "day")):
            told = f"`{name.text}` is no day that can be counted from"
            hint = "say `the deadline of`, `the receipt of`, or the name of a column that ends in `_date` or `_day`"
        else:
            return True
        self._notes.misplaced(name.span, told, hint)
        return False

    def _term(self, name: nodes.Name, each: str | None) -> bool:
        terms = {name: one for name, one in self._scope.definitions.items() if isinstance(one, nodes.Term)}
        if not self._notes.known(name, "term", terms):
            return False
        group = one.group.text if (one := terms[name.text].each) else None
        if group not in {None, each}:
            hint = f"count from it in a step of each {group}"
            self._notes.misplaced(name.span, f"there is one `{name.text}` for each {group}", hint)
        return group in {None, each}

    def _event(self, name: nodes.Name, each: str | None) -> bool:
        defined = self._scope.definitions.get(name.text)
        match defined:
            case nodes.Term():
                self._notes.misplaced(name.span, f"`{name.text}` is a term, not a day", f"say `end of {name.text}`")
                return False
            case nodes.Definition():
                return self._one(name, defined, each)
            case None:
                dates = (name for name, one in self._scope.definitions.items() if isinstance(one, nodes.Definition))
                known = (*self._scope.steps, *dates)
                return self._notes.known(name, "step of this procedure", known) and self._instance(name, each)
            case _:
                assert_never(defined)

    def _one(self, name: nodes.Name, defined: nodes.Definition, each: str | None) -> bool:
        group = defined.each.group.text if defined.each else None
        if group in {None, each}:
            return True
        hint = f"say `earliest of every {name.text}` or `latest of every {name.text}`"
        self._notes.misplaced(name.span, f"there is one `{name.text}` for each {group}", hint)
        return False

    def _instance(self, name: nodes.Name, each: str | None) -> bool:
        target = self._scope.steps[name.text]
        if target.each in {None, each}:
            return True
        hint = f"say `earliest of every {name.text}` or `latest of every {name.text}`"
        self._notes.misplaced(name.span, f"there is one `{name.text}` for each {target.each}", hint)
        return False

    def _every(self, name: nodes.Name) -> bool:
        defined = self._scope.definitions.get(name.text)
        if isinstance(defined, nodes.Definition):
            several = defined.each is not None
        elif self.step(name):
            several = self._scope.steps[name.text].each is not None
        else:
            return False
        if not several:
            self._notes.misplaced(name.span, f"there is only one `{name.text}`", "leave out `every`")
        return several

    def _limits(self, names: Iterable[nodes.Name], have: frozenset[str], lack: str, give: str) -> None:
        for name in names:
            if name.text in self._scope.steps and name.text not in have:
                self._notes.misplaced(
                    name.span, f"`{name.text}` has {lack}", f"count from the step itself, or give it {give}"
                )
            elif isinstance(self._scope.definitions.get(name.text), nodes.Definition):
                self._notes.misplaced(name.span, f"`{name.text}` is a day itself, and has {lack}", "count from it")
