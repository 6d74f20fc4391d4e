"""The self-check at import: what the capture says follows from the page that was written of it."""

from __future__ import annotations

from dataclasses import replace

from bunko import page
from bunko.captures import rebuild
from bunko.captures.draft import Draft
from bunko.nouns import Article, CaptureRecord


def planned(article: Article, draft: Draft, record: CaptureRecord, older: tuple[CaptureRecord, ...] = ()) -> Article:
    """The article with its captures, the newest (`record`) with the plan that rebuilds it."""
    plan = draft.rebuild
    if plan is not None:
        plan = rebuild.with_spaces(article, plan, draft.halves)
    return replace(article, captures=(replace(record, rebuild=plan), *older))


def failures(draft: Draft, text: str, article: Article) -> tuple[str, ...]:
    """What of the capture could not be reconciled, or does not follow from the text of its page alone.

    Args:
        draft: what the capture said, with its two halves or the lines to be found again.
        text: the page as it is written.
        article: for its path.
    """
    again = page.read(text, article.path)
    if draft.rebuild is None:
        return rebuild.not_found(again, draft.kept_lines)
    return draft.unreconciled + rebuild.unreconciled(draft.halves, rebuild.halves(again))
