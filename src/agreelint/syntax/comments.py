"""Comments and blank lines from what stands between two words of a text."""

from attrs import frozen


@frozen
class Comment:
    """A comment on a line of its own, and whether a blank line stands before it."""

    text: str
    blank: bool


@frozen
class Between:
    """What stands between two words: the comment that ends the first one's line, comments below it, a blank line."""

    trailing: str | None = None
    own: tuple[Comment, ...] = ()
    blank: bool = False
    """Whether a blank line stands right before the second word."""

    @property
    def texts(self) -> tuple[str, ...]:
        """Return all comments in their order."""
        own = tuple(comment.text for comment in self.own)
        return own if self.trailing is None else (self.trailing, *own)


NOTHING = Between()
BLANK = Between(blank=True)


def between(text: str) -> Between:
    """Read what stands between two words: spaces, line ends and comments."""
    if not text or text == " ":
        return NOTHING
    if "#" not in text:
        return BLANK if text.count("\n") > 1 else NOTHING
    first, *rest = (line.strip() for line in text.split("\n"))
    own: list[Comment] = []
    blank = False
    for number, line in enumerate(rest, start=1):
        if line:
            own.append(Comment(line, blank))
            blank = False
        elif number < len(rest):  # the last piece is the space before the second word
            blank = True
    return Between(first or None, tuple(own), blank)
