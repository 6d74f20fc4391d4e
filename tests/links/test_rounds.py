"""A round on this machine alone: what is asked, in which order and pace, and what is left alone."""

from __future__ import annotations

import socket
import threading
import time
from datetime import date

import pytest

from bunko.links.asking import Asker, Trouble
from bunko.links.rounds import Round, due
from bunko.links.seen import Seen
from tests.links.answering import Host

TODAY = date(2026, 4, 1)


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now, self.slept = 0.0, list[float]()

    def clock(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds


@pytest.fixture
def time_() -> Time:
    return Time()


@pytest.fixture
def one(time_: Time) -> Round:
    return Round(Asker("Bunko/test (+https://bunko.example.org/)", private=True), 5.0, time_.clock, time_.sleep)


def seen(one: Round, *addresses: str, known: dict[str, Seen] | None = None) -> dict[str, Seen]:
    return {found.address: found for found in one.check(addresses, known or {}, TODAY)}


def test_an_address_is_asked_for_by_head_and_is_alive(one: Round, host: Host) -> None:
    host.answers["/a"] = 200
    assert seen(one, f"{host.url}/a")[f"{host.url}/a"] == Seen(f"{host.url}/a", "alive", TODAY, "", TODAY, "200")
    assert host.asked == ["GET /robots.txt", "HEAD /a"]
    assert host.agents == {"Bunko/test (+https://bunko.example.org/)"}


@pytest.mark.parametrize("refusal", [403, 404, 405, 501])
def test_where_head_is_refused_get_decides(refusal: int, one: Round, host: Host) -> None:
    host.answers |= {"HEAD /a": refusal, "GET /a": 200}
    assert seen(one, f"{host.url}/a")[f"{host.url}/a"].state == "alive"
    assert host.pages() == ["HEAD /a", "GET /a"]


def test_between_two_requests_to_a_host_is_a_pause_and_hosts_take_turns(
    one: Round, time_: Time, host: Host, other: Host
) -> None:
    host.answers |= {"/robots.txt": "User-agent: *\nCrawl-delay: 7\n", "/a": 200, "/b": 200}
    other.answers |= {"/a": 200}
    found = seen(one, f"{host.url}/a", f"{host.url}/b", f"{other.url}/a")
    assert [one.state for one in found.values()] == ["alive"] * 3
    assert list(found) == [f"{host.url}/a", f"{other.url}/a", f"{host.url}/b"]
    # after each robots.txt the pause, then the delay that the first host asks for, less what the other took
    assert time_.slept == [5.0, 5.0, 2.0]


def test_what_robots_txt_refuses_is_not_asked_for(one: Round, host: Host) -> None:
    host.answers |= {"/robots.txt": "User-agent: bunko\nDisallow: /a\n", "/a": 200, "/b": 200}
    addresses = [f"{host.url}/{name}" for name in ("a1", "a2", "a3", "a4", "b")]
    found = seen(one, *addresses)
    assert [one.found for one in found.values()] == ["robots.txt"] * 4 + ["200"]
    assert host.pages() == ["HEAD /b"]


@pytest.mark.parametrize(("status", "state"), [(404, "alive"), (403, "alive"), (500, ""), (503, "")])
def test_a_host_whose_rules_cannot_be_had_is_not_asked(status: int, state: str, one: Round, host: Host) -> None:
    host.answers |= {"/robots.txt": status, "/a": 200}
    found = seen(one, f"{host.url}/a")[f"{host.url}/a"]
    assert (found.state, found.found) == (state, "200" if state else f"robots.txt {status}")
    assert len(host.pages()) == bool(state)


def test_redirects_are_followed_to_other_hosts_whose_rules_hold_there(one: Round, host: Host, other: Host) -> None:
    host.answers |= {"/a": (301, {"Location": "/b"}), "/b": (308, {"Location": f"{other.url}/c"})}
    host.answers |= {"/x": (302, {"Location": f"{other.url}/no"}), "/t": (302, {"Location": "/b"})}
    other.answers |= {"/c": 200, "/no": 200, "/robots.txt": "User-agent: *\nDisallow: /no\n"}
    found = seen(one, f"{host.url}/a", f"{host.url}/x", f"{host.url}/t")
    assert [(one.state, one.moved_to, one.found) for one in found.values()] == [
        ("moved", f"{other.url}/c", "200"),
        ("", "", "robots.txt"),
        ("alive", "", "200"),
    ]


@pytest.mark.parametrize("target", ["javascript:alert(1)", "file:/etc/passwd", "ftp://a.example/", "http://[", ""])
def test_a_redirect_that_leads_nowhere_on_the_web_is_not_followed(target: str, one: Round, host: Host) -> None:
    host.answers["/a"] = (301, {"Location": target})
    assert seen(one, f"{host.url}/a")[f"{host.url}/a"].state == ""


def test_redirects_end(one: Round, host: Host) -> None:
    host.answers["/a"] = (301, {"Location": "/a"})
    found = seen(one, f"{host.url}/a")[f"{host.url}/a"]
    assert (found.state, found.found) == ("", "redirects without end")
    assert len(host.pages()) == 6


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_asks_to_be_left_alone_is(status: int, one: Round, host: Host) -> None:
    host.answers |= {"/a": status, "/b": 200}
    assert list(seen(one, f"{host.url}/a", f"{host.url}/b")) == [f"{host.url}/a"]
    assert host.pages() == ["HEAD /a"]


def test_a_host_that_does_not_answer_is_left_alone_after_three(one: Round) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{closed.getsockname()[1]}"
        found = seen(one, *(f"{url}/{number}" for number in range(9)))
    assert [one.found for one in found.values()] == ["refused"] * 3


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:{port}/a", "http://localhost:{port}/a", "http://[::1]:{port}/a", "http://0.0.0.0:{port}/a",
     "http://[::ffff:127.0.0.1]:{port}/a", "http://2130706433:{port}/a", "http://169.254.169.254/a", "http://10.0.0.1/a",
     "http://[64:ff9b::7f00:1]/a", "http://[2002:7f00:1::]/a", "http://[fd00::1]/a", "http://224.0.0.1/a"],
)  # fmt: skip
def test_no_address_of_a_private_network_is_asked(address: str, host: Host) -> None:
    asker = Asker("Bunko/test")
    with pytest.raises(Trouble, match=r"private address|no host"):
        asker.ask("HEAD", address.format(port=host.url.rpartition(":")[2]))
    assert host.asked == []


def test_a_redirect_into_a_private_network_is_not_followed(
    host: Host, other: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first host counts as public here, as one on the net would; where it leads does not."""
    public, asked = host.url.rpartition(":")[2], list[str]()
    found = socket.getaddrinfo
    monkeypatch.setattr("bunko.links.asking._is_public", lambda place: place == "127.0.0.1" and asked[-1] == public)

    def looked_up(name: str, port: int, **rest: object) -> object:
        asked.append(str(port))
        return found(name, port, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr("bunko.links.asking.socket.getaddrinfo", looked_up)
    host.answers["/a"] = (301, {"Location": f"{other.url}/secret"})
    one = Round(Asker("Bunko/test"), 0.0)
    assert [one.found for one in one.check([f"{host.url}/a"], {}, TODAY)] == ["private address"]
    assert other.asked == []


@pytest.mark.parametrize("piece", [b"", b"HTTP/1.1 200 OK\r\n", b"x"])
def test_an_answer_that_drips_ends_by_the_bound(piece: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        stop = threading.Event()

        def drip() -> None:
            stream, _ = server.accept()
            with stream:
                while not stop.wait(0.05):
                    try:
                        stream.sendall(piece)
                    except OSError:
                        return

        thread = threading.Thread(target=drip, daemon=True)
        thread.start()
        start = time.monotonic()
        with pytest.raises(Trouble, match="timeout"):
            Asker("Bunko/test", private=True, seconds=0.6).ask("GET", f"http://127.0.0.1:{server.getsockname()[1]}/")
        assert time.monotonic() - start < 5
        stop.set()
        thread.join()


@pytest.mark.parametrize("answer", [b"no http\r\n\r\n", b"", b"HTTP/1.1 200 OK\r\n" + b"a: b\r\n" * 500 + b"\r\n"])
def test_an_answer_that_is_none_is_told(answer: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def reply() -> None:
            stream, _ = server.accept()
            with stream:
                stream.recv(4096)
                stream.sendall(answer)

        thread = threading.Thread(target=reply, daemon=True)
        thread.start()
        with pytest.raises(Trouble, match="broken answer"):
            Asker("Bunko/test", private=True).ask("GET", f"http://127.0.0.1:{server.getsockname()[1]}/")
        thread.join()


def test_a_long_body_is_not_read(host: Host) -> None:
    host.answers["/robots.txt"] = "x" * 2_000_000
    assert len(Asker("Bunko/test", private=True).ask("GET", f"{host.url}/robots.txt", 1000).body) == 1000


@pytest.mark.parametrize("address", ["ftp://a.example/", "http:///a", "http://a.example:x/", "http://[/"])
def test_an_address_that_is_none_of_the_web_is_not_asked_for(address: str) -> None:
    with pytest.raises(Trouble, match="no address"):
        Asker("Bunko/test", private=True).ask("HEAD", address)


def test_no_name_or_password_is_told(host: Host) -> None:
    host.answers["/月?a=b"] = 200
    port = host.url.rpartition(":")[2]
    reply = Asker("Bunko/test", private=True).ask("HEAD", f"http://me:secret@127.0.0.1:{port}/月?q=月#top")
    assert (reply.status, host.asked) == (404, ["HEAD /%E6%9C%88?q=%E6%9C%88"])


def test_those_never_checked_are_due_first_and_then_the_longest_unchecked() -> None:
    known = {
        "https://a.example/1": Seen("https://a.example/1", checked=date(2026, 3, 2)),
        "https://a.example/2": Seen("https://a.example/2", checked=date(2026, 1, 2)),
        "https://a.example/3": Seen("https://a.example/3", checked=date(2026, 3, 3)),
    }
    found = due([*known, "https://a.example/0", "https://a.example/0"], known, TODAY, 30)
    assert found == ["https://a.example/0", "https://a.example/2", "https://a.example/1"]
