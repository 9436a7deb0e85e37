"""Days from date expressions: each is reckoned for the first and the last day that its anchors can mean."""

from agreelint.dating.dated import Anchors, Answer, Dated, Unknowable
from agreelint.dating.names import deadline_names, event_names
from agreelint.dating.reckoner import period_of, reckon, term_limits
from agreelint.dating.years import Stretch

__all__ = [
    "Anchors",
    "Answer",
    "Dated",
    "Stretch",
    "Unknowable",
    "deadline_names",
    "event_names",
    "period_of",
    "reckon",
    "term_limits",
]
