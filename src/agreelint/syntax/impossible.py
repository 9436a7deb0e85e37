"""Values that cannot be: days that no calendar has, shares of nothing, weeks that run backward."""

from calendar import monthrange

from agreelint.days import MONTHS, WEEKDAYS, nth_weekday
from agreelint.moments import Moment
from agreelint.syntax import nodes

ORDINALS = {"ordinal_1": 1, "ordinal_2": 2, "ordinal_3": 3, "ordinal_4": 4, "ordinal_5": 5, "ordinal_last": -1}
_DAY = "write a day that exists, from 1990 to 2060"


def impossible(node: nodes.Node) -> tuple[str, str] | None:
    """Say why a node means no day of the calendar or no number, and how to mend it; None if all is well."""
    try:
        match node:
            case nodes.Share() if node.whole == 0:
                return "a share cannot be divided by 0", "write a fraction such as `2/3`"
            case nodes.MonthDay() if not _in_some_year(node):
                return f"no year has a {MONTHS[node.month - 1]} {node.day}", _DAY
            case nodes.DayInYear(day=nodes.MonthDay() as day) if _in_some_year(day):
                Moment.parse(f"{node.year:04}-{day.month:02}-{day.day:02}", "UTC")
            case nodes.DayInYear(day=nodes.NthWeekday() as day):
                number = ORDINALS[day.ordinal.text]
                nth_weekday(number, WEEKDAYS.index(day.weekday), day.month, node.year)
            case nodes.WeekdayAfter() if node.weekday == node.first:
                return f"a {node.weekday} after the first {node.first} is the second {node.first}", _DAY
            case nodes.PartialDate() | nodes.FixedInstant():
                Moment.parse(node.text, "UTC")
            case nodes.DateInterval() if node.first > node.last:
                return f"an interval from {node.first} to {node.last} ends before it starts", _DAY
            case _:
                pass
    except ValueError as error:
        return str(error), _DAY
    return None


def _in_some_year(node: nodes.MonthDay) -> bool:
    return 1 <= node.day <= monthrange(2000, node.month)[1]  # a leap year: February 29 exists in some years
