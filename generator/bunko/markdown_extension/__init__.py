"""Python-Markdown extension: what belongs to the text, in any engine that renders with Python-Markdown.

A staged page begins with `<!-- bunko {...} -->`, which tells its kind, its language and the
links that we hold ourselves. Without that line a page is of kind `page` and in no language.
"""

from __future__ import annotations

from typing import Any

from markdown import Markdown
from markdown.extensions import Extension
from markdown.preprocessors import Preprocessor

from bunko.markdown_extension import first_line
from bunko.markdown_extension.abbreviations import Abbreviations
from bunko.markdown_extension.admonitions import DefaultTitles
from bunko.markdown_extension.characters import EdgeGuards, EdgeSpaces, OpenSections, PunctuationEscapes
from bunko.markdown_extension.first_line import FirstLine
from bunko.markdown_extension.foreign_runs import ForeignRuns
from bunko.markdown_extension.pairs import PairLinks, Pairs
from bunko.markdown_extension.panels import Panels
from bunko.markdown_extension.paragraphs import LineBreaks, ParagraphIds
from bunko.markdown_extension.permalinks import Permalinks
from bunko.markdown_extension.quotes import QuoteFigures, SeparateQuotes
from bunko.markdown_extension.references import HeadingIds, References
from bunko.markdown_extension.sanitiser import Sanitiser


class BunkoExtension(Extension):
    """Registers the processors; their order against others is told where each is registered."""

    page = FirstLine()
    """What the first line of the page being rendered says."""

    def reset(self) -> None:
        """Forget the page, since one Markdown object may render many."""
        self.page = FirstLine()

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register what reads the text, changes the tree, and cleans the HTML."""
        md.registerExtension(self)

        def page() -> FirstLine:
            return self.page

        # before every reader of HTML, and even of front matter (27)
        md.preprocessors.register(_TakeFirstLine(md, self), "bunko_first_line", 100)
        # after fenced code (25) is stashed; before MkDocs (21) and Python-Markdown (20) read HTML
        md.preprocessors.register(OpenSections(md), "bunko_open_sections", 22)
        # after HTML (20) and fenced code (25) are stashed, which keep their spaces
        md.preprocessors.register(EdgeSpaces(md), "bunko_edge_spaces", 10)
        md.parser.blockprocessors.register(SeparateQuotes(md.parser), "quote", 20)
        md.inlinePatterns.register(PunctuationEscapes(md), "escape", 180)
        # before footnotes (50) put theirs at the end of the page
        md.treeprocessors.register(Pairs(page), "bunko_pairs", 55)
        # after footnotes (50) have read their blocks, before inline markup (20)
        md.treeprocessors.register(EdgeGuards(md), "bunko_edge_guards", 46)
        md.treeprocessors.register(QuoteFigures(md), "bunko_quotes", 45)
        md.treeprocessors.register(DefaultTitles(page), "bunko_default_titles", 44)
        # after inline markup (20) has read titles; before tabs' own slugs (4)
        md.treeprocessors.register(Panels(md), "bunko_panels", 13)
        # after inline markup, before prettify (10) adds line breaks of its own
        md.treeprocessors.register(LineBreaks(md), "bunko_line_breaks", 12)
        # before abbr (7) itself
        md.treeprocessors.register(Abbreviations(md), "bunko_abbreviations", 7.1)
        # after attr_list (8) has read ids and braces; before toc (5) and MkDocs' links (0)
        md.treeprocessors.register(ParagraphIds(md, page), "bunko_paragraph_ids", 6.9)
        md.treeprocessors.register(PairLinks(page), "bunko_pair_links", 6.85)
        md.treeprocessors.register(References(page), "bunko_references", 6.8)
        md.treeprocessors.register(ForeignRuns(page), "bunko_foreign_runs", 6.7)
        # just before toc (5)
        md.treeprocessors.register(HeadingIds(md), "bunko_heading_ids", 5.5)
        # after toc (5), which takes a heading's text for its name; before MkDocs' links (0)
        md.treeprocessors.register(Permalinks(page), "bunko_permalinks", 4)
        # after everything that puts HTML back
        md.postprocessors.register(Sanitiser(md), "bunko_sanitiser", -1000)


class _TakeFirstLine(Preprocessor):
    def __init__(self, md: Markdown, extension: BunkoExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, lines: list[str]) -> list[str]:
        self.extension.page, others = first_line.take(lines)
        return others


def makeExtension(**configuration: Any) -> BunkoExtension:  # noqa: N802 - Python-Markdown's name
    """Give the extension to `markdown.Markdown(extensions=["bunko.markdown_extension"])`."""
    return BunkoExtension(**configuration)
