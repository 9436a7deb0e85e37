"""What came of scenarios as JUnit XML: a suite for each file, a case for each scenario."""

import re
from collections.abc import Iterator, Sequence
from xml.sax.saxutils import escape, quoteattr

from agreelint.prove.proofs import Proof
from agreelint.report.proofs import difference

# XML 1.0 has no way to write these, escaped or not.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render(proofs: Sequence[Proof]) -> Iterator[str]:
    """Yield the document piece by piece; it tells no time, so that it is the same for the same input."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    yield f"<testsuites {_counts(proofs)}>\n"
    for path in dict.fromkeys(proof.scenario.source.path for proof in proofs):
        own = [proof for proof in proofs if proof.scenario.source.path == path]
        yield f"  <testsuite name={_attribute(path)} {_counts(own)}>\n"
        for proof in own:
            yield from _case(path, proof)
        yield "  </testsuite>\n"
    yield "</testsuites>\n"


def _counts(proofs: Sequence[Proof]) -> str:
    failed = sum(not proof.met for proof in proofs)
    return f'tests="{len(proofs)}" failures="{failed}" errors="0" skipped="0"'


def _case(path: str, proof: Proof) -> Iterator[str]:
    scenario = proof.scenario
    group = _attribute(path.removesuffix(".agree").replace("/", "."))
    place = f'file={_attribute(path)} line="{scenario.line}"'
    head = f"    <testcase classname={group} name={_attribute(scenario.title)} {place}"
    if proof.met:
        yield f"{head}/>\n"
        return
    yield f"{head}>\n"
    failed = [check for check in proof.checks if not check.met]
    lines = [line for check in failed for line in difference(scenario, check)]
    yield f'      <failure type="expectation" message={_attribute(failed[0].expectation.text)}>\n'
    yield escape(_FORBIDDEN.sub("\ufffd", "\n".join(lines)))
    yield "\n      </failure>\n    </testcase>\n"


def _attribute(text: str) -> str:
    return quoteattr(_FORBIDDEN.sub("\ufffd", text))
