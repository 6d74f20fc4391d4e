"""The calendar of a year: each day that has articles, with the way to them."""

from __future__ import annotations

import calendar
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date

from bunko import dates
from bunko.nouns import Article
from bunko.printed_dates import printed
from bunko.stage.view import Shape, period_title
from bunko.strings import say

_SHADES = (1, 3, 6, 10)
"""From how many articles a day has each shade."""


def day_name(article: Article) -> str | None:
    """The name of an article's day, `2024-06-25`."""
    return dates.day(article.published).isoformat() if article.published else None


def year_calendar(lang: str, year: str, months: Mapping[str, Sequence[Article]], links: Mapping[str, str]) -> Shape:
    """The calendar's months that have articles, as templates draw it.

    Args:
        lang: the page's language.
        year: as in `2024`.
        months: the articles of each month (`06`), as the page's language shows them.
        links: the address of each day's articles, by the day's name.
    """
    first = int(say(lang, "calendar.first_weekday")) - 1
    plan = calendar.Calendar(first)
    weekdays = [
        {"title": say(lang, f"weekday.{number + 1}"), "short": say(lang, f"weekday.short.{number + 1}")}
        for number in plan.iterweekdays()
    ]
    shown = []
    for month in sorted(months):
        counts = Counter(day_name(article) for article in months[month])
        weeks = [
            [_day(lang, f"{year}-{month}-{day:02d}", counts, links) if day else {} for day in week]
            for week in plan.monthdayscalendar(int(year), int(month))
        ]
        title = period_title(lang, year, month)
        shown.append({"title": title, "url": f"{lang}/articles/{year}/{month}/", "weeks": weeks})
    return {"weekdays": weekdays, "months": shown}


def _day(lang: str, name: str, counts: Mapping[str | None, int], links: Mapping[str, str]) -> Shape:
    day, count = int(name[-2:]), counts.get(name, 0)
    if not count:
        return {"day": day}
    text = say(lang, "chart.bar", period=printed(date.fromisoformat(name), lang), count=count)
    return {"day": day, "url": links[name], "text": text, "shade": sum(count >= least for least in _SHADES)}
