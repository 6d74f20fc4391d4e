"""The staged pages as a reader gets them, rendered with Jinja2 without an engine."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jinja2
import pytest
import yaml
from markdown import Markdown

import bunko.theme
from bunko.stage import Files
from bunko.strings import LANGUAGES, say
from tests.theme.conftest import ARCHIVE

THEME = Path(bunko.theme.__file__).parent
ROOT = "https://bunko.example.org/repo"

# Material's languages and icons are not ours to test.
MATERIAL = """{% macro t(key) %}{% endmacro %}"""


@dataclass
class Site:
    """The staged pages, rendered one by one."""

    config: dict[str, Any]
    files: Files

    def meta(self, path: str) -> dict[str, Any]:
        """What a staged page (`ja/about.md`) says before its text."""
        said: dict[str, Any] = yaml.safe_load(self._parts(path)[0])
        return said

    def render(self, path: str, **changes: Any) -> str:
        """The HTML of a staged page (`ja/about.md`), with fields of its front matter changed."""
        meta = self.meta(path) | changes
        address = path.removesuffix("index.md").removesuffix(".md")
        address += "/" if address and not address.endswith("/") else ""
        markdown = Markdown(extensions=["bunko", "toc", "tables", "footnotes"])
        content = markdown.convert(self._parts(path)[1])
        page = {
            "meta": {key: value for key, value in meta.items() if value is not None},
            "content": content,
            "toc": [],
            "title": meta["title"],
            "url": address,
            "canonical_url": f"{ROOT}/{address}",
        }
        return self._template(meta["template"], address).render(config=self.config, page=page, base_url=".")

    def static(self, name: str) -> str:
        """The HTML of a template without a page."""
        return self._template(name, "").render(config=self.config, page=None)

    def _parts(self, path: str) -> list[str]:
        text = self.files[PurePosixPath(path)]
        assert isinstance(text, str)
        return text.split("---\n", 2)[1:]

    def _template(self, name: str, address: str) -> jinja2.Template:
        ENGINE.filters["url"] = lambda url: _relative(url, address)
        return ENGINE.get_template(name)


def _stand_in(name: str) -> str:
    return MATERIAL if name.startswith("partials/languages/") else ""


ENGINE = jinja2.Environment(  # as MkDocs has it
    loader=jinja2.ChoiceLoader([jinja2.FileSystemLoader(THEME), jinja2.FunctionLoader(_stand_in)]),
    autoescape=False,  # noqa: S701
)
ENGINE.filters["script_tag"] = lambda script: f'<script src="{script}"></script>'


def _relative(url: str, address: str) -> str:
    if "://" in url:
        return url
    relative = posixpath.relpath(url or ".", address or ".")
    return relative + "/" if url.endswith("/") or not url else relative


@pytest.fixture(scope="session")
def site(staged: Files) -> Site:
    config = yaml.load((ARCHIVE / "mkdocs.yml").read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 - a safe loader
    config |= {"plugins": {}, "site_url": f"{ROOT}/"}
    config["theme"] = {"favicon": "assets/bunko/favicon.svg"}
    return Site(config, staged)


class _Loader(yaml.SafeLoader):
    """Leaves MkDocs' own tags unread."""


_Loader.add_multi_constructor("", lambda *_: None)


ARTICLE = "ja/articles/2020/12/hayabusa2-capsule.md"
TRANSLATION = "zh/articles/2020/12/hayabusa2-capsule.md"
BARE = "ja/articles/2024/01/slim-landing.md"
MISSING = "ja/articles/2024/06/change6-farside.md"
WITHDRAWN = "ja/articles/2021/05/withdrawn-note.md"


@pytest.mark.parametrize(("path", "language"), [(ARTICLE, "ja"), (TRANSLATION, "zh-Hans"), (MISSING, "ja")])
def test_a_page_is_in_its_own_language(site: Site, path: str, language: str) -> None:
    assert f'<html lang="{language}"' in site.render(path)


def test_a_language_without_a_table_keeps_its_tag_and_speaks_english(site: Site) -> None:
    site.config["extra"]["bunko"]["languages"]["ko"] = {"name": "한국어", "title": "문고"}
    try:
        html = site.render("ja/about.md", lang="ko")
    finally:
        del site.config["extra"]["bunko"]["languages"]["ko"]
    assert '<html lang="ko"' in html
    assert ">Home</a>" in html


def test_an_article_shows_its_dateline_and_marks_the_language_of_its_text(site: Site) -> None:
    html = site.render(ARTICLE)
    assert '<time datetime="2020-12-06T05:40:00+09:00">2020年12月6日 05:40（UTC+09:00）</time>' in html
    assert '<p class="bunko-lead" lang="ja">' in html
    assert "共通の場所：リュウグウ" in html
    assert "共通の話題：はやぶさ2" in html
    assert 'lang="zh-Hans" hreflang="zh-Hans">嫦娥六号从月球背面带回样品 世界首次</a>' in html
    assert '<li><a href="../../../../tags/far-side/" lang="zh">月球背面</a></li>' in " ".join(html.split()).replace(
        "> <", "><"
    )


def test_an_image_is_shown_only_from_the_archive(site: Site) -> None:
    html = site.render(ARTICLE)
    assert re.findall(r'<img src="([^"]*)"', html) == ["../../../../../images/capsule.svg"]
    assert 'href="https://example.org/images/capsule.jpg"' in html


@pytest.mark.parametrize("label", ["更新", "出典", "分野", "種別", "筆者", "場所"])
def test_a_field_that_is_not_known_has_no_label(site: Site, label: str) -> None:
    assert f"<dt>{label}</dt>" in site.render(ARTICLE)
    assert f"<dt>{label}</dt>" not in site.render(BARE)


@pytest.mark.parametrize("heading", ["タグ", "関連記事", "出所の記録", "出典が挙げる関連記事"])
def test_a_block_without_content_has_no_heading(site: Site, heading: str) -> None:
    assert f"<h2>{heading}</h2>" in site.render(ARTICLE)
    assert f"<h2>{heading}</h2>" not in site.render(BARE)


def test_a_list_shows_each_article_once_and_marks_those_of_another_language(site: Site) -> None:
    html = site.render("ja/tags/sample-return/index.md")
    assert html.count('<li class="bunko-entry') == 2
    assert re.findall(r'<li class="bunko-entry"([^>]*)>\s*<a class="bunko-entry__title" href="([^"]*)"', html) == [
        (' id="on-2024" lang="zh-Hans"', "../../../zh/articles/2024/06/change6-farside/"),
        (' id="on-2020"', "../../articles/2020/12/hayabusa2-capsule/"),
    ]


def test_a_name_in_another_language_is_marked_where_it_is_the_title(site: Site) -> None:
    assert '<h1 class="bunko-title" lang="zh">月球背面</h1>' in site.render("ja/tags/far-side/index.md")
    assert '<h1 class="bunko-title">月球背面</h1>' in site.render("zh/tags/far-side/index.md")


def test_a_related_article_of_another_language_is_marked(site: Site) -> None:
    links = [{"url": "zh/articles/x/", "title": "龙宫", "held": True, "language": "zh-Hans"}]
    assert 'lang="zh-Hans">龙宫</a>' in site.render(ARTICLE, original_links=links)


def test_a_withdrawn_article_gives_the_reason_and_not_the_text(site: Site) -> None:
    html = site.render(WITHDRAWN)
    assert "この記事は取り下げられました</h1>" in html
    assert "覚え書き" not in html
    assert "オーストラリア" not in site.render(ARTICLE, status="withdrawn", reason=[{"text": "誤報のため。"}])
    parts = [
        {"text": "誤報のため。"},
        {"text": "訂正", "url": "ja/about/", "held": True},
        {"text": "<b>", "url": "https://e.jp/"},
    ]
    html = site.render(WITHDRAWN, reason=parts)
    assert '誤報のため。<a href="../../../../about/">訂正</a>' in html
    assert '<a href="https://e.jp/" rel="external noreferrer">&lt;b&gt;</a>' in html


def test_a_title_is_escaped_once(site: Site) -> None:
    html = site.render("ja/articles/2021/05/marked-up-note.md")
    assert "<title>覚え書き &lt;b&gt;&amp;「試し」 - 文庫</title>" in html
    assert 'lang="ja">覚え書き &lt;b&gt;&amp;「試し」</h1>' in html


NASTY = """"><img src=x onerror='act()'>"""


def nasty(value: Any, key: str = "") -> Any:
    """A value of the front matter with every text in it replaced, but for folders and what the templates compare."""
    if isinstance(value, dict):
        # What a person names in another language stands under a tag of his own, all else under a folder of the site.
        own = key in {"names", "others"}
        return {name: nasty(item, "" if own else name) for name, item in value.items()}
    if isinstance(value, list):
        return [nasty(item, key) for item in value]
    folder = key == "lang"
    return NASTY if isinstance(value, str) and not folder else value


def test_hostile_values_stay_text(site: Site) -> None:
    pages = [str(path) for path in site.files if path.suffix == ".md"]
    assert len(pages) >= 40
    for path in pages:
        meta = site.meta(path)
        html = site.render(path, **nasty(meta) | {"template": meta["template"]})
        assert "&gt;&lt;img src=x" in html, path
        assert "<img src=x" not in html, path
        assert '"">' not in html, path


def test_a_title_may_hold_what_looks_like_a_place_for_a_value(site: Site) -> None:
    html = site.render(ARTICLE, title="{site} {title}")
    assert "<title>{site} {title} - 文庫</title>" in html


def test_a_missing_translation_is_said_with_the_original_and_the_way_to_help(site: Site) -> None:
    html = site.render(MISSING)
    assert "この記事の日本語版はまだありません" in html
    assert 'lang="zh-Hans">嫦娥六号从月球背面带回样品 世界首次</h1>' in html
    assert 'href="../../../../../zh/articles/2024/06/change6-farside/"' in html
    assert 'href="../../../../contribute/"' in html
    assert "docs/ja/articles/2024/06/change6-farside.md" in html
    assert '<meta name="robots" content="noindex">' in html


def test_hreflang_names_only_translations_that_exist(site: Site) -> None:
    def alternates(path: str) -> set[tuple[str, str]]:
        return set(re.findall(r'<link rel="alternate " hreflang="([^"]*)" href="([^"]*)"', site.render(path)))

    root, place = "https://bunko.example.org/repo", "articles/2020/12/hayabusa2-capsule/"
    both = {("ja", f"{root}/ja/{place}"), ("x-default", f"{root}/ja/{place}"), ("zh-Hans", f"{root}/zh/{place}")}
    assert alternates(ARTICLE) == alternates(TRANSLATION) == both
    assert {language for language, _ in alternates(BARE)} == {"ja", "x-default"}
    assert alternates(MISSING) == set()


def test_the_switch_leads_to_the_notice_and_says_so(site: Site) -> None:
    html = site.render(BARE)
    assert 'lang="zh-Hans" hreflang="zh-Hans">中文<small>（尚无译文）</small>' in html
    assert "<small>" not in re.search(r'<nav class="bunko-switch.*?</nav>', site.render(ARTICLE), re.DOTALL)[0]  # type: ignore[index]


def test_the_navigation_marks_where_the_reader_is(site: Site) -> None:
    assert 'href="../articles/" aria-current' not in site.render("ja/about.md")
    assert re.search(r'href="[^"]*" aria-current="page">このサイトについて', site.render("ja/about.md"))
    assert 'aria-current="page">記事一覧' in site.render("ja/articles/index.md")
    assert 'aria-current="true">記事一覧' in site.render(ARTICLE)


def test_the_foot_leads_to_the_policy_where_the_archive_has_one(site: Site) -> None:
    assert '<p><a href="../contribute/#removal">取り下げと個人情報</a></p>' in site.render("ja/about.md")
    assert "撤下与个人信息" not in site.render("zh/about.md")


def test_the_edit_link_stands_only_where_a_file_can_be_edited(site: Site) -> None:
    address = 'href="https://github.com/example/archive/edit/main/docs/ja/about.md"'
    assert address in site.render("ja/about.md")
    assert "このページを編集する" not in site.render("ja/articles/index.md")


def test_an_error_is_reported_by_the_form_of_the_language_with_the_page_filled_in(site: Site) -> None:
    html = site.render(ARTICLE)
    address = re.search(r'href="(https://github.com/example/archive/issues/new[^"]*)"', html)
    assert address
    asked = parse_qs(urlsplit(unescape(address[1])).query)
    assert asked["template"] == ["31-error-ja.yml"]
    assert asked["page"][0].startswith("https://bunko.example.org/repo/ja/articles/")
    assert "誤りを知らせる" not in site.render("ja/articles/index.md")


def test_a_missing_translation_can_be_begun_on_the_site_of_the_repository(site: Site) -> None:
    html = site.render(MISSING)
    address = re.search(r'href="(https://github.com/example/archive/new/main\?[^"]*)"', html)
    assert address
    asked = parse_qs(urlsplit(unescape(address[1])).query)
    assert asked["filename"][0].startswith("docs/")
    assert asked["value"][0].startswith("---\ntitle: ")
    assert "translation:" in asked["value"][0]


def test_every_language_names_a_form_that_is_there() -> None:
    folder = Path(__file__).parents[2] / ".github" / "ISSUE_TEMPLATE"
    for lang in LANGUAGES:
        assert (folder / say(lang, "report.form")).is_file()


@pytest.mark.parametrize("static", ["404.html", "choice"])
def test_a_page_of_no_language_speaks_all(site: Site, static: str) -> None:
    html = site.static(static) if static.endswith(".html") else site.render("index.md")
    assert '<li lang="ja">' in html
    assert '<li lang="zh-Hans">' in html


def test_the_sitemap_names_one_for_each_language(site: Site) -> None:
    assert re.findall("<loc>(.*?)</loc>", site.static("sitemap.xml")) == [
        "https://bunko.example.org/repo/ja/sitemap.xml",
        "https://bunko.example.org/repo/zh/sitemap.xml",
    ]


class Around(HTMLParser):
    """The ids of the elements that are open where `text` stands."""

    def __init__(self, html: str, text: str) -> None:
        super().__init__()
        self.open: list[tuple[str, str | None]] = []
        self.ids: list[str] | None = None
        self.text = text
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in {"meta", "link", "img", "br", "hr", "input"}:
            self.open.append((tag, dict(attrs).get("id")))

    def handle_endtag(self, tag: str) -> None:
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self.text in data:
            self.ids = [id_ for _, id_ in self.open if id_]


def test_nothing_around_the_text_has_an_id(site: Site) -> None:
    # Material's script gives every block of code the id of what is around it.
    assert Around(site.render("ja/about.md"), "記事は、保存した当時").ids == []
    assert Around(site.render(ARTICLE), "返送された試料").ids == ["p2"]


def test_headings_in_the_table_of_contents_cannot_bring_markup(site: Site) -> None:
    template = site._template("partials/bunko/toc.html", "")  # noqa: SLF001 - a partial of its own
    toc = [{"level": 2, "url": "#a", "title": "&lt;script&gt;", "children": []}]
    html = template.render(page={"meta": {}, "toc": toc}, lang={"t": lambda key: key})
    assert "<script>" not in html
