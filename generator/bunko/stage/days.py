"""What was published on each day of the year: a table from which the reader's browser chooses today."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from bunko import dates
from bunko.stage.piece import StagedFile
from bunko.stage.site import Site
from bunko.stage.view import merged

MOST = 5
"""Articles of one day, the newest."""


def days(site: Site) -> Iterator[StagedFile]:
    """`<lang>/days/01.json` to `12.json`: day (`06`) to the articles of that day in any year, newest first."""
    for lang in site.settings.languages:
        months: dict[int, dict[str, list[dict[str, Any]]]] = {month: {} for month in range(1, 13)}
        for article in merged(site, lang, site.library.published):
            if article.published is None:
                continue
            day = dates.day(article.published)
            found = months[day.month].setdefault(f"{day.day:02}", [])
            if len(found) < MOST:
                shape = {"url": article.address, "title": article.title, "language": article.language}
                found.append({**shape, "year": day.year})
        for month, table in months.items():
            text = json.dumps(dict(sorted(table.items())), ensure_ascii=False)
            yield StagedFile(PurePosixPath(lang, "days", f"{month:02}.json"), f"{text}\n")
