"""The chart of a list's articles over time, as templates draw it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from bunko import charts
from bunko.charts import Chart, Period
from bunko.nouns import Article
from bunko.stage.view import Shape, period_title
from bunko.strings import say


def counted(articles: Iterable[Article]) -> Counter[Period]:
    """How many articles each month has; undated ones are left out."""
    periods = (article.period for article in articles)
    return Counter(Period(int(year), int(month)) for year, month in periods if month)


def chart_of(articles: Iterable[Article]) -> Chart | None:
    """The chart of articles by month or year; None where there is too little to show."""
    return charts.chart(counted(articles))


def name_of(period: Period) -> str:
    """`2024`, or `2024-06`: the name of its place in a list."""
    return f"{period.year:04d}-{period.month:02d}" if period.month else f"{period.year:04d}"


def named_like(chart: Chart | None) -> Callable[[Article], str | None]:
    """The name of an article's period, of the kind that a chart has bars for."""
    monthly = chart is not None and bool(chart.bars[0].period.month)

    def name(article: Article) -> str | None:
        year, month = article.period
        return None if chart is None or not month else name_of(Period(int(year), int(month) if monthly else 0))

    return name


def shape_of(lang: str, chart: Chart | None, title: str, where: Callable[[Period], str]) -> Shape | None:
    """A chart for templates.

    Args:
        lang: the page's language.
        chart: its geometry.
        title: what it shows, in that language.
        where: the address that a period's bar leads to.
    """
    if chart is None:
        return None
    bars = [
        {
            **{name: getattr(bar, name) for name in ("x", "y", "width", "height", "left", "room", "count")},
            "title": _title(lang, bar.period),
            "text": say(lang, "chart.bar", period=_title(lang, bar.period), count=bar.count),
            "url": where(bar.period),
        }
        for bar in chart.bars
    ]
    most = max(chart.bars, key=lambda bar: bar.count)
    about = say(
        lang,
        "chart.description",
        first=_title(lang, chart.bars[0].period),
        last=_title(lang, chart.bars[-1].period),
        most=_title(lang, most.period),
        count=most.count,
    )
    return {
        "title": title,
        "description": about,
        "width": charts.WIDTH,
        "height": charts.HEIGHT,
        "top": chart.top,
        "base": chart.base,
        "most": chart.most,
        "bars": bars,
        "ticks": [{"x": tick.x, "text": _tick(lang, tick.period)} for tick in chart.ticks],
    }


def _title(lang: str, period: Period) -> str:
    return period_title(lang, str(period.year), str(period.month) if period.month else "")


def _tick(lang: str, period: Period) -> str:
    kind = "month" if period.month else "year"
    return say(lang, f"chart.tick.{kind}", year=period.year, month=f"{period.month:02d}")
