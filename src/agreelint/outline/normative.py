"""Whether a sentence binds: it says shall, must, may, will, is required, entitled or authorized, or states a bound.

Words that say the same count too: `has the authority`, `reserves the right`, `is subject to`, `is needed`.
"""

import re

_WORDS = re.compile(
    r"\b(?:shall|must|will|may|cannot|"
    r"(?:is|are|be|being|been|hereby)\s+(?:\w+\s+)?(?:required|entitled|authori[sz]ed|permitted|prohibited)|"
    r"(?:is|are)\s+(?:not\s+)?(?:needed|subject\s+to)|(?:has|have|reserves?)\s+the\s+(?:authority|right|power)|"
    r"(?:is|are)\s+not\s+to|(?:is|are)\s+to\s+be|(?:is|are)\s+the\s+(?:responsibility|obligation)\s+of)\b",
    re.IGNORECASE,
)
_TOGETHER = re.compile(r"\b(?:shall|will|must)(?!(?:ing|ful|ow|ard))[a-z]{4,}")
"""Two words that a scan ran together: `willseek`."""
_MONTH = re.compile(r"\bMay(?=\s+[0-9])")
_BOUND = re.compile(
    r"\b(?:at\s+least|at\s+most|no(?:t)?\s+(?:less|fewer|more|later|earlier|sooner)\s+than|not\s+(?:to\s+)?exceed(?:ing)?|"
    r"not\s+in\s+excess\s+of|within\s+\S+(?:\s+\(\d+\))?(?:\s+\w+)?\s+(?:hours?|days?|weeks?|months?|years?)|"
    r"(?:on\s+or\s+)?(?:before|by)\s+(?:January|February|March|April|May|June|July|August|September|October|November|"
    r"December)\s+[0-9]|minimum\s+of|maximum\s+of|prior\s+to\s+the\s+(?:end|beginning)\s+of)\b",
    re.IGNORECASE,
)
_RECITAL = re.compile(r"(?:and,?\s+)?whereas\b|now,?\s+therefore\b", re.IGNORECASE)


def binds(text: str) -> bool:
    """Say whether a sentence is normative by its own words."""
    if _RECITAL.match(text):
        return False
    return any(pattern.search(_MONTH.sub("", text)) for pattern in (_WORDS, _TOGETHER)) or bool(_BOUND.search(text))
