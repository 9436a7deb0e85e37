"""A scenario to a proof: its record audited, and each expectation compared with the verdicts."""

from attrs import frozen

from agreelint.audit.engine import Audit, audit
from agreelint.audit.facts import Settings
from agreelint.prove.expectations import Check, check
from agreelint.prove.scenarios import Readings, Scenario
from agreelint.syntax import nodes
from agreelint.syntax.walk import inside


@frozen(eq=False, repr=False, slots=False)
class Proof:
    """A scenario that was run."""

    scenario: Scenario
    checks: tuple[Check, ...]

    @property
    def met(self) -> bool:
        """Say whether every expectation was met."""
        return all(check.met for check in self.checks)


def prove(scenario: Scenario) -> Proof:
    """Run a scenario; expectations under a reading of their own are compared with an audit under it."""
    audits: dict[Readings, Audit] = {}
    depending = any(isinstance(part, nodes.DependsOn) for one in scenario.expectations for part in inside(one.node))
    for expectation in scenario.expectations:
        if expectation.readings not in audits:
            audits[expectation.readings] = audit_under(scenario, expectation.readings, other_readings=depending)
    return Proof(scenario, tuple(check(one, audits[one.readings]) for one in scenario.expectations))


def audit_under(scenario: Scenario, readings: Readings, *, other_readings: bool = False) -> Audit:
    """Audit the record of a scenario under its own readings and these; others are looked at only if asked for."""
    chosen = {**dict(scenario.readings), **dict(readings)}
    columns, complete = scenario.log.columns, scenario.completeness
    settings = Settings(scenario.as_of, complete, columns, chosen, other_readings=other_readings)
    return audit(scenario.model, scenario.log, scenario.cases, settings, scenario.procedure)
