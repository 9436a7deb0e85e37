"""A made-up jurisdiction with one pack and one agreement: what a folder under `rules/` has to hold, and no more."""

from pathlib import Path

CALENDAR = """
name = "fenland"
first = 2000-01-01
last = 2040-12-31

[[holiday]]
id = "flood_day"
name = "Flood Day"
rule = "May 10"
from = 2010-01-01
confirmed_from = 2010-01-01
citation = "Fen Code 1"
fact = "FEN-01"
level = "O"
note = "the dikes are walked"

[[holiday]]
id = "harvest_day"
name = "Harvest Day"
rule = "1st Monday in September"
confirmed_from = 2012-01-01
until = 2030-12-31
citation = "Fen Code 2"
fact = "FEN-02"
level = "P"
county = "marsh"
"""
OFFICES = """
jurisdiction fenland "Republic of Fenland" {
  office warden "Warden of Schools"
}
"""
PACK = """
pack fen_schools "Fen School Code" {
  applies to collaborative
  provision early_word "notice before the members vote" cites "Fen Code 7" fact FEN-07 level R {
    in force from 2011-01-01 until 2020-01-01
    says   "the Warden hears of a change twenty days before any member votes on it"
    source "https://fenland.example/code#7"
    procedures that amend {
      notice word_to_warden "notice to the Warden"
        by unstated
        to warden
        at least 20 working days before earliest of every member_vote
      given vote member_vote
        by each member
    }
  }
  provision custom "a custom of the marsh" cites "Fen Code 8" fact FEN-08 level P {
    in force from no later than 2015-01-01
    says "the board meets before the Warden hears of it"
    procedures that amend {
      given reading hearing
      notice word_to_warden "notice to the Warden"
        by unstated
        to warden
        after hearing
    }
  }
  provision contents "what an agreement says" cites "Fen Code 9" fact FEN-09 level O {
    says "an agreement says why its members came together, and who keeps the dikes"
    asks purpose "why the members have come together"
    asks dikes "who keeps the dikes"
  }
  provision weekdays "working days" cites "Fen Code 3" fact FEN-03 level R {
    in force until 2035-01-01
    counted by the calendar
  }
  provision courtesy "good manners" cites "Fen Code 4" fact FEN-04 level R {
    says "members are polite"
  }
  gap appeals "Fen Code 10, appeals" for change because "the page was wet"
  gap fees "Fen Code 11, fees" because "the page was torn"
}
"""
AGREEMENT = """
agreement polder "Polder Collaborative" {
  kind          collaborative
  jurisdiction  fenland
}
group member_school "member school" cites I {
  east  "East Polder"
  west  "West Polder"
}
body board "Board" cites II {
  seats    3
  quorum   more than 1/2 of seats
  decides  with more than 1/2 of present
}
procedure change amends "Amending the agreement" cites V {
  reading hearing at meeting of board
  vote school_vote
    by each member_school
    carries when all member_school approve
  effect effective
    valid only if school_vote carried
}
"""
SCENARIOS = """
scenario "the Warden hears too late" for change {
  as of 2018-12-31, complete
  law applies
  2018-04-03  hearing
  2018-04-13  word_to_warden to warden
  2018-05-11  school_vote by east with outcome approved
  2018-05-12  school_vote by west with outcome approved
  expect "Fen Code 7" word_to_warden.lead violated, due 2018-04-12, late by 1 working days
  expect "Fen Code 8" word_to_warden.after_hearing satisfied
}
"""


def settle(folder: Path) -> None:
    """Write the jurisdiction and its agreement below a folder, as `rules/` and `agreements/`."""
    files = {
        "rules/fenland/calendar.toml": CALENDAR,
        "rules/fenland/offices.agree": OFFICES,
        "rules/fenland/schools.agree": PACK,
        "agreements/polder/agreement.agree": AGREEMENT,
        "agreements/polder/scenarios/law.agree": SCENARIOS,
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.lstrip(), encoding="utf-8")
