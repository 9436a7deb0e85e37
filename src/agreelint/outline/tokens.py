"""What a sentence holds that can be told without its words: references, laws, numbers, defined terms, formulas."""

import re
from collections.abc import Iterator

from attrs import frozen

from agreelint.outline.marks import mended_roman

_ONE_TO_NINETEEN = (
    *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TWENTY_TO_NINETY = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FIRST = r"[A-Za-z0-9|]{1,5}"
_INNER = r"(?:[.\s]+\(?[A-Z0-9][a-z0-9]?\)?(?![\w]))*"
_LABEL = _FIRST + _INNER
_REFERENCE = re.compile(rf"\b(?P<word>Sections?|Articles?|Appendix|Paragraphs?|[Ss]ubsections?)\s+(?P<label>{_LABEL})")
_ANOTHER = re.compile(rf"\.?\s*(?:,\s*(?:and\s+)?|and\s+|or\s+|through\s+)(?P<label>[IVX]+{_INNER})")
_LAW = re.compile(
    r"(?:M\.?\s?G\.\s?L\.|G\.L\.)\s*(?:[Cc]h?\.|[Cc]hapter)\s*\d+[A-Z]?"
    r"(?:,?\s*(?:§§?|[Ss]ections?|s\.?)\s*\d+[A-Z]*(?:\(\w+\))*(?:-\d+)?)?"
    r"|\d{3}\s+C:?MR\s+\d+\.\d+(?:\(\w+\))*"
    r"|Chapter\s+\d+[A-Z]?(?:,\s*Section\s+\d+[A-Z]?)?"
    r"|Section\s+\d+\w*(?:\s?\(\w\))*\s+of\s+(?:Chapter\s+\d+|the\s+Internal\s+Revenue\s+Code)"
)
_ONES = {word: value for value, word in enumerate(_ONE_TO_NINETEEN, 1)}
_TENS = {word: 10 * tens for tens, word in enumerate(_TWENTY_TO_NINETY, 2)}
_FRACTIONS = {
    "two-thirds": "2/3",
    "three-fourths": "3/4",
    "three-quarters": "3/4",
    "one-half": "1/2",
    "four-fifths": "4/5",
}
_NUMBER = re.compile(
    rf"\b(?P<word>{'|'.join(_FRACTIONS)}|(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES)}))?|(?:{'|'.join(_ONES)}))\b"
    r"(?:\*?\s*\((?P<figure>[0-9/]+)\))?",
    re.IGNORECASE,
)
_QUOTED = re.compile(
    r"\b(?:herein(?:after)?|referred\s+to\s+as)\b[^\"().;]{0,40}\"(?:the\s+)?(?P<term>[^\"]{2,40})\"", re.IGNORECASE
)
_PLAIN = re.compile(
    r"\bherein(?:after)?,?\s+(?:referred\s+to\s+as\s+)?(?:the\s+)?(?P<term>[A-Z][\w-]*(?:\s+[A-Z][\w-]*)*)"
)
_MEANS = re.compile(
    r"(?:^|[,;]\s+(?:and\s+)?|\band\s+)(?P<term>(?!and\s)[\w' -]{3,50}?)\s+shall\s+mean\b", re.IGNORECASE
)
_FORMULA = re.compile(r"\$\$(?P<body>.*?)\$\$", re.DOTALL)
_TOKEN = re.compile(r"[0-9]+(?:\.[0-9]+)?|[A-Z]{2,}[A-Za-z0-9]*|[A-Za-z]{2,}[0-9]+|[-+*/=()]")
_LATEX = re.compile(r"\\text\{([^}]*)\}")


@frozen
class Number:
    """A number in words, what it comes to, and the figure that stands in brackets behind it."""

    word: str
    value: str
    figure: str | None

    @property
    def agrees(self) -> bool:
        """Say whether words and figure are the same number."""
        return self.figure in {None, self.value}


def references(text: str) -> tuple[str, ...]:
    """Return the labels of the agreement to which a sentence points."""
    return tuple(dict.fromkeys(_references(_LAW.sub("", text))))


def _references(text: str) -> Iterator[str]:
    for one in _REFERENCE.finditer(text):
        if label := _label(one["label"]):
            yield f"Appendix {label}" if one["word"] == "Appendix" else label
        end = one.end()
        while one["word"].endswith("s") and (more := _ANOTHER.match(text, end)):
            if label := _label(more["label"]):
                yield label
            end = more.end()


def _label(text: str) -> str | None:
    first, *rest = [part.strip("()") for part in re.split(r"[.\s]+", text.strip(" .")) if part]
    number = first if re.fullmatch(r"[0-9]{1,2}|[A-Za-z]", first) and first not in "lI" else mended_roman(first)
    return ".".join((number, *rest)) if number else None


def laws(text: str) -> tuple[str, ...]:
    """Return the statutes and regulations that a sentence names."""
    return tuple(dict.fromkeys(" ".join(one.group().split()) for one in _LAW.finditer(text)))


def numbers(text: str) -> tuple[Number, ...]:
    """Return the number words of a sentence with their figures; `one` alone is hardly ever a number."""
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Number]:
    for one in _NUMBER.finditer(text):
        word = one["word"].lower()
        if word != "one" or one["figure"]:
            yield Number(word, _value(word), one["figure"])


def _value(word: str) -> str:
    if word in _FRACTIONS:
        return _FRACTIONS[word]
    return str(sum(_TENS.get(part, 0) + _ONES.get(part, 0) for part in word.split("-")))


def terms(text: str) -> tuple[str, ...]:
    """Return the terms that a sentence defines."""
    found = [one["term"].strip() for pattern in (_QUOTED, _PLAIN, _MEANS) for one in pattern.finditer(text)]
    return tuple(dict.fromkeys(found))


def formula(text: str) -> tuple[str, ...]:
    """Return the numbers, names and signs of a formula."""
    found = _FORMULA.search(text)
    return tuple(_TOKEN.findall(_LATEX.sub(r"\1", found["body"]))) if found else ()
