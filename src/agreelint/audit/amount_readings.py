"""How else a limit or an instalment stands under other readings of the formulas on which it rests, one at a time."""

from collections.abc import Callable, Iterator

from agreelint.amounts.evaluate import Evaluator
from agreelint.audit.facts import Settings
from agreelint.audit.figures import Figures
from agreelint.audit.verdicts import Finding, State
from agreelint.model.constraints import Model
from agreelint.model.quantities import Part


class Amounts:
    """The amounts of a record, under the chosen readings and under each other one; each is worked out once."""

    def __init__(self, model: Model, settings: Settings, figures: Figures) -> None:
        """Work with the figures of a record."""
        self._model, self._settings, self._figures = model, settings, figures
        self._others: dict[tuple[str, str], Evaluator] = {}

    def chosen(self) -> Evaluator:
        """Return what works amounts out as they are read; it has looked at no figure yet."""
        return self._evaluator({})

    def differing(
        self, part: Part, judge: Callable[[Evaluator], Finding], state: State
    ) -> Iterator[tuple[str, tuple[tuple[str, State], ...]]]:
        """Yield each ambiguous formula on which a part rests, with the readings under which the state would differ."""
        quantities, readings = self._model.amounts.quantities, self._settings.readings
        for name in quantities.reached(part):
            formula = quantities.formulas.get(name)
            if formula is None or formula.ambiguity is None:
                continue
            chosen, phrase = formula.under(readings.get(formula.ambiguity)), formula.ambiguity
            options = (option.name for option in formula.options if option is not chosen)
            found = tuple((option, judge(self._under(phrase, option)).state) for option in options)
            if others := tuple((option, other) for option, other in found if other is not state):
                yield phrase, others

    def _under(self, phrase: str, option: str) -> Evaluator:
        if (phrase, option) not in self._others:
            self._others[phrase, option] = self._evaluator({phrase: option})
        return self._others[phrase, option]

    def _evaluator(self, other: dict[str, str]) -> Evaluator:
        model, figures = self._model, self._figures
        readings = {**self._settings.readings, **other}
        return Evaluator(model.agreement, model.amounts.quantities, figures.given, readings, figures.disputed)
