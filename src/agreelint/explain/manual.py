"""The entry of a message in the manual, by its code."""

import re
from difflib import get_close_matches

from agreelint.diagnostics import AgreelintError
from agreelint.share import share

CODE = re.compile(r"[A-Z]{2,}[0-9]{3}")
_HEADING = re.compile(r"^## (?P<code>[A-Z]{2,}[0-9]{3})\b.*$", re.MULTILINE)


def entry(code: str) -> str:
    """Return what the manual says of a code, in Markdown; raises AgreelintError for a code of no message."""
    manual = (share("docs") / "messages.md").read_text(encoding="utf-8")
    headings = list(_HEADING.finditer(manual))
    starts = {heading["code"]: heading.start() for heading in headings}
    if code not in starts:
        near = get_close_matches(code, starts, 3, 0.5)
        raise AgreelintError(f"`{code}` is the code of no message; near it: {', '.join(near) or 'none'}")
    end = min((start for start in starts.values() if start > starts[code]), default=len(manual))
    return manual[starts[code] : end].rstrip() + "\n"
