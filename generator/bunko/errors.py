"""One tree of exceptions. Each message has place, what was expected, what was found, and the cure."""

from __future__ import annotations

from typing import Any


class BunkoError(Exception):
    """A failure that a person can act on.

    Args:
        place: file, with line or offset where known, as the person knows it.
        problem: what is wrong, one clause without a full stop.
        expected: what should stand there.
        found: what stands there, shortened.
        cure: what to do, a sentence.
    """

    def __init__(
        self,
        place: str,
        problem: str,
        *,
        expected: str | None = None,
        found: str | None = None,
        cure: str | None = None,
    ) -> None:
        self.place, self.problem, self.expected, self.found, self.cure = place, problem, expected, found, cure
        super().__init__(self.text)

    def __reduce__(self) -> tuple[Any, ...]:
        """An error reaches another process whole."""
        rest = {"expected": self.expected, "found": self.found, "cure": self.cure}
        return _again, (type(self), self.place, self.problem, rest)

    @property
    def text(self) -> str:
        """The message as it is shown: a first line with the place, then expected and found, then the cure."""
        lines = [f"{self.place}: {self.problem}."]
        middle = [
            f"{word} {what}" for word, what in (("Expected", self.expected), ("found", self.found)) if what is not None
        ]
        if middle:
            sentence = "; ".join(middle)
            lines.append(f"     {sentence[0].upper()}{sentence[1:]}.")
        if self.cure:
            lines.append(f"     {self.cure}")
        return "\n".join(lines)


def _again(kind: type[BunkoError], place: str, problem: str, rest: dict[str, str | None]) -> BunkoError:
    return kind(place, problem, **rest)


class SettingsError(BunkoError):
    """mkdocs.yml does not say what Bunko needs, or says it wrongly."""


class RegisterError(BunkoError):
    """archive/tags.yml or archive/sources.yml cannot be read."""


class PageError(BunkoError):
    """An article's page cannot be read, or would not read back as it was written."""


class CaptureError(BunkoError):
    """A capture cannot be read into an article."""


class NoArticleError(CaptureError):
    """A sound capture is no article: a sitemap, a feed, the front page of a site."""


class StageError(BunkoError):
    """The staged tree cannot be made."""
