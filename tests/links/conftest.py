"""Hosts on this machine; no test asks anybody else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.links.answering import Host, answering


@pytest.fixture
def host() -> Iterator[Host]:
    with answering() as one:
        yield one


@pytest.fixture
def other() -> Iterator[Host]:
    with answering() as one:
        yield one
