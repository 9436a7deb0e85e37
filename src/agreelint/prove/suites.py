"""What came of the scenarios of one file, and of all files that were named."""

from attrs import frozen

from agreelint.diagnostics import Diagnostic
from agreelint.prove.proofs import Proof
from agreelint.source import Source


@frozen(eq=False, repr=False, slots=False)
class Suite:
    """One file: what came of its scenarios, and what is wrong with it."""

    sources: tuple[Source, ...]
    proofs: tuple[Proof, ...]
    diagnostics: tuple[Diagnostic, ...]

    @property
    def path(self) -> str:
        """Return the name of the file."""
        return self.sources[0].path

    @property
    def errors(self) -> tuple[Diagnostic, ...]:
        """Return what keeps scenarios of this file from being run."""
        return tuple(d for d in self.diagnostics if d.fatal)


@frozen(eq=False, repr=False, slots=False)
class Suites:
    """All files that were named."""

    suites: tuple[Suite, ...]

    @property
    def proofs(self) -> tuple[Proof, ...]:
        """Return every scenario that was run."""
        return tuple(proof for suite in self.suites for proof in suite.proofs)

    @property
    def failed(self) -> tuple[Proof, ...]:
        """Return every scenario of which something was not met."""
        return tuple(proof for proof in self.proofs if not proof.met)

    @property
    def exit_code(self) -> int:
        """Return 2 if something could not be read, 1 if a scenario failed, 3 if there was none."""
        if any(suite.errors for suite in self.suites):
            return 2
        return 1 if self.failed else 0 if self.proofs else 3
