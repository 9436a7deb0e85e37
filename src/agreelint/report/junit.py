"""What came of scenarios as JUnit XML: a suite for each file, a case for each scenario."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from agreelint.diagnostics import Diagnostic
from agreelint.prove.proofs import Proof
from agreelint.prove.suites import Suite, Suites
from agreelint.report.places import told
from agreelint.report.proofs import difference

# XML 1.0 has no way to write these, escaped or not.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(suites: Suites) -> Iterator[str]:
    """Yield the document piece by piece; it tells no time, so that it is the same for the same input."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites {_counts(suites.suites)}>\n"
    for suite in suites.suites:
        yield f"  <testsuite name={_attribute(suite.path)} {_counts((suite,))}>\n"
        for error in suite.errors:
            yield _error(suite, error)
        for proof in suite.proofs:
            yield from _case(suite.path, proof)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _counts(suites: Sequence[Suite]) -> str:
    proofs = [proof for suite in suites for proof in suite.proofs]
    errors = sum(len(suite.errors) for suite in suites)
    failed = sum(not proof.met for proof in proofs)
    return f'tests="{len(proofs) + errors}" failures="{failed}" errors="{errors}" skipped="0"'


def _error(suite: Suite, error: Diagnostic) -> str:
    """Return a case for what cannot be read: a file with errors must not look like one without scenarios."""
    sources = {source.path: source for source in suite.sources}
    line, _ = sources[error.labels[0].span.path].position(error.labels[0].span.start)
    head = f"    <testcase classname={_group(suite.path)} name={_attribute(f'{error.code} {error.name}')}"
    place = f'file={_attribute(suite.path)} line="{line}"'
    return (
        f"{head} {place}>\n      <error type={_attribute(error.code)} message={_attribute(error.message)}>\n"
        f"{_text(told(error, sources))}\n      </error>\n    </testcase>\n"
    )


def _case(path: str, proof: Proof) -> Iterator[str]:
    scenario = proof.scenario
    place = f'file={_attribute(path)} line="{scenario.line}"'
    head = f"    <testcase classname={_group(path)} name={_attribute(scenario.title)} {place}"
    if proof.met:
        yield f"{head}/>\n"
        return
    yield f"{head}>\n"
    failed = [check for check in proof.checks if not check.met]
    lines = [line for check in failed for line in difference(scenario, check)]
    yield f'      <failure type="expectation" message={_attribute(failed[0].expectation.text)}>\n'
    yield _text("\n".join(lines))
    yield "\n      </failure>\n    </testcase>\n"


def _group(path: str) -> str:
    return _attribute(path.removesuffix(".agree").replace("/", "."))


def _text(text: str) -> str:
    return escape(_FORBIDDEN.sub("\ufffd", text))


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
