"""Words with which a cell says that a thing is not there, or that nobody knows."""

import re

NOTHING = ("none", "no", "not", "nothing", "never", "without")
"""With one of these words at its start a cell says that there is nothing."""
NOT_KNOWN = (
    *("unknown", "unclear", "uncertain", "lost", "missing", "pending", "n a"),
    *("not known", "not recorded", "not kept", "not found", "not available", "no record", "no longer"),
)
"""With one of these it leaves open whether there ever was anything; they are looked for first."""


def there(text: str) -> bool | None:
    """Say whether a cell speaks of something that is there: False for nothing, None where it is not known."""
    words = re.findall(r"[^\W_]+", text.casefold())
    told = " ".join(words) + " "
    if not words or told.startswith(tuple(f"{one} " for one in NOT_KNOWN)):
        return None
    numbered = words[0] == "no" and len(words) > 1 and words[1][0].isdigit()  # the number of a receipt
    return numbered or words[0] not in NOTHING
