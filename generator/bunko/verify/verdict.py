"""What was found of one thing that was checked."""

from __future__ import annotations

from dataclasses import dataclass

from bunko.differences import Difference


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found of one thing.

    Attributes:
        kind: `capture`, `container`, `page`, `text` (that a translation was made from), `image`, or `file` (of a site).
        file: relative to the archive's root, or to the site's.
        state: `sound`; `edited`: a person wrote in a page, which is no fault; `erased`: it is gone with a withdrawn
            article, which is none either; `absent`: what would show it is not here; `failed`.
        message: what was found, a sentence; empty where it is sound.
        cure: what to do; empty where nothing is to be done.
        fields: names of the fields (and `body`) that it is about.
        differences: what capture and page say of these.
    """

    kind: str
    file: str
    state: str = "sound"
    message: str = ""
    cure: str = ""
    fields: tuple[str, ...] = ()
    differences: tuple[Difference, ...] = ()

    def as_json(self) -> dict[str, object]:
        """As `json.dumps` takes it, with the names that scripts rely on."""
        return {
            "kind": self.kind,
            "file": self.file,
            "state": self.state,
            "message": self.message,
            "cure": self.cure,
            "fields": list(self.fields),
            "differences": [difference.as_json() for difference in self.differences],
        }

    def as_text(self, *, differences: bool = False) -> str:
        """For a person: the state, place and message, then the differences and the cure, a line each.

        Args:
            differences: whether those of what a person edited are shown too.
        """
        lines = [f"{self.state:<8} {self.file}: {self.message}"]
        if differences or self.state == "failed":
            lines += [line for difference in self.differences for line in difference.lines()]
        return "\n         ".join([*lines, *([self.cure] if self.cure else [])])
