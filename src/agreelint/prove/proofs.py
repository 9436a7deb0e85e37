"""A scenario to a proof: its record audited, and each expectation compared with the verdicts."""

from attrs import frozen

from agreelint.audit.engine import Audit, audit
from agreelint.audit.facts import Settings
from agreelint.prove.expectations import Check, check
from agreelint.prove.scenarios import Readings, Scenario


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
    for expectation in scenario.expectations:
        if expectation.readings not in audits:
            audits[expectation.readings] = audit_under(scenario, expectation.readings)
    return Proof(scenario, tuple(check(one, audits[one.readings]) for one in scenario.expectations))


def audit_under(scenario: Scenario, readings: Readings) -> Audit:
    """Audit the record of a scenario under its own readings and these."""
    chosen = {**dict(scenario.readings), **dict(readings)}
    settings = Settings(scenario.as_of, scenario.completeness, scenario.log.columns, chosen)
    return audit(scenario.model, scenario.log, scenario.cases, settings, scenario.procedure)
