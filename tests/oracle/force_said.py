"""The days on which a rule is in force."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Force:
    """From which day on a rule is in force, and on which day it no longer is."""

    start: date | None = None
    end: date | None = None

    def on(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day < self.end)

    def __str__(self):
        words = [f" from {self.start}"] * bool(self.start) + [f" until {self.end}"] * bool(self.end)
        return f" in force{''.join(words)}" if words else ""


ALWAYS = Force()
