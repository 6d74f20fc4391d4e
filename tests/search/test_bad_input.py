"""Hostile queries, and an index that comes in part."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.search.conftest import Searcher, text

pytestmark = pytest.mark.browser

ARTICLES = [text(n, f"第{n}号", f"月面着陸の話その{n}。", "固有名詞") for n in range(1, 40)]


@pytest.mark.parametrize(
    "query",
    [
        "月面" * 5_000,
        "月 " * 5_000,
        '"' * 10_000,
        "-" * 10_000,
        "a" * 10_000,
        "ー" * 10_000,
        "ヴァ" * 5_000,
        "\ud83d月",
        "<img src=x onerror=alert(1)>",
        "(?=.*)*+[",
        "__proto__ constructor",
        "\x00\u202e\ufeff",
    ],
)
def test_any_query_has_an_answer(searcher: Callable[..., Searcher], query: str) -> None:
    found = searcher(ARTICLES)
    answer = found.page.evaluate(
        """async (codes) => {
            const { search, spans } = await import('./assets/bunko/search.js');
            const query = codes.map((code) => String.fromCharCode(code)).join("");
            const start = performance.now();
            const { total, partial } = await search(query);
            spans("月面着陸の話", query);
            return { total, partial, time: performance.now() - start };
        }""",
        [unit for character in query for unit in _units(character)],
    )
    assert not answer["partial"]
    assert answer["time"] < 5_000


def _units(character: str) -> list[int]:
    data = character.encode("utf-16-be", "surrogatepass")
    return [data[place] << 8 | data[place + 1] for place in range(0, len(data), 2)]


@pytest.mark.parametrize(
    "options", [{"limit": "x"}, {"limit": -3}, {"offset": 1e300}, {"language": "xx"}, {"from": "?"}]
)
def test_any_option_has_an_answer(searcher: Callable[..., Searcher], options: dict[str, Any]) -> None:
    assert searcher(ARTICLES).search("月面", **options)["partial"] is False


def test_a_missing_record_is_said_and_the_others_are_shown(searcher: Callable[..., Searcher]) -> None:
    found = searcher(ARTICLES)
    min(found.index.glob("text/*/*.bin")).unlink()
    answer = found.search("着陸", limit=100)
    assert answer["partial"]
    assert len(answer["results"]) == len(ARTICLES) - 1


@pytest.mark.parametrize("damage", [b"", b"\x00" * 40, None])
def test_a_damaged_shard_is_said_and_asked_for_again(searcher: Callable[..., Searcher], damage: bytes | None) -> None:
    found = searcher(ARTICLES)
    whole = {file: file.read_bytes() for file in found.index.glob("terms/*/*.bin")}
    for file in whole:
        file.unlink() if damage is None else file.write_bytes(damage)
    answer = found.search("着陸")
    assert (answer["partial"], answer["total"], answer["results"]) == (True, 0, [])
    for file, content in whole.items():
        file.write_bytes(content)
    assert found.search("着陸")["total"] == len(ARTICLES)


def test_a_cut_connection_is_tried_again(searcher: Callable[..., Searcher]) -> None:
    found = searcher(ARTICLES)
    failures: list[str] = []

    def once(route: Any) -> None:
        if route.request.url in failures:
            route.continue_()
        else:
            failures.append(route.request.url)
            route.abort("connectionreset")

    found.page.route("**/index/**", once)
    answer = found.search("着陸")
    assert (answer["partial"], answer["total"]) == (False, len(ARTICLES))
    assert failures


def test_without_an_index_a_search_fails_and_the_next_one_tries_again(searcher: Callable[..., Searcher]) -> None:
    found = searcher(ARTICLES)
    core = (found.index / "core.bin").read_bytes()
    (found.index / "core.bin").unlink()
    said = found.page.evaluate(
        "import('./assets/bunko/search.js').then(({search}) => search('月')).then(() => '', (error) => String(error))"
    )
    assert "core.bin" in said
    (found.index / "core.bin").write_bytes(core)
    assert found.search("着陸")["total"] == len(ARTICLES)


def test_an_aborted_search_rejects(searcher: Callable[..., Searcher]) -> None:
    found = searcher(ARTICLES)
    names = found.page.evaluate("""async () => {
        const { search } = await import('./assets/bunko/search.js');
        const before = new AbortController();
        before.abort();
        const during = new AbortController();
        const asked = search("月面", { signal: during.signal });
        during.abort();
        const name = (promise) => promise.then(() => "", (error) => error.name);
        return [await name(search("月面", { signal: before.signal })), await name(asked)];
    }""")
    assert names == ["AbortError", "AbortError"]
    assert found.search("着陸")["total"] == len(ARTICLES)
