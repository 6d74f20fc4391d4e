"""Rows of numbers by term, sorted batch by batch and merged range by range: an entry takes four bytes meanwhile."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Run:
    """What one batch says of its terms.

    Attributes:
        keys: of its terms, ascending: the order in which runs are merged.
        terms: the terms.
        counts: how many numbers each has.
        values: the numbers, term by term.
    """

    keys: Integers
    terms: Integers
    counts: Integers
    values: Numbers

    @classmethod
    def of(cls, terms: Integers, values: Numbers) -> Run:
        """A run of sorted terms with a number each; its keys are the terms."""
        starts = _firsts(terms)
        each = terms[starts]
        return cls(each, each, np.diff(starts, append=len(terms)), values)

    def keyed(self, keys: Integers) -> Run:
        """The run in the order of other keys of its terms."""
        if bool(np.all(keys[1:] > keys[:-1])):
            return replace(self, keys=keys)
        order = np.argsort(keys)
        places = _expanded(_starts(self.counts)[:-1][order], self.counts[order])
        return Run(keys[order], self.terms[order], self.counts[order], self.values[places])

    def quantiles(self, shares: npt.NDArray[np.float64]) -> Integers:
        """The keys that so large shares of the numbers stand before; none where there are no numbers."""
        if not len(self.values):
            return self.keys
        return self.keys[np.searchsorted(np.cumsum(self.counts), shares * len(self.values), "right")]


@dataclass(frozen=True, slots=True)
class Range:
    """The rows of a range of keys: row n is `values[starts[n] : starts[n + 1]]`."""

    keys: Integers
    terms: Integers
    starts: Sequence[int]
    values: Numbers

    def beside(self, keys: Integers) -> tuple[Sequence[int], Numbers]:
        """Where the row of each of `keys` starts, which are these and others, whose rows are empty; and the numbers."""
        counts = np.zeros(len(keys), np.int64)
        counts[np.searchsorted(keys, self.keys)] = np.diff(np.array(self.starts, np.int64))
        return _starts(counts).tolist(), self.values


def merged(runs: Sequence[Run], low: int, high: int) -> Range:
    """The rows of all keys from `low` to below `high`: of each key the numbers run by run."""
    keys, terms, counts, values = [], [], [], []
    for run in runs:
        first, last = np.searchsorted(run.keys, (low, high))
        start = int(run.counts[:first].sum())
        keys.append(run.keys[first:last])
        terms.append(run.terms[first:last])
        counts.append(run.counts[first:last])
        values.append(run.values[start : start + int(counts[-1].sum())])
    key, count = np.concatenate(keys), np.concatenate(counts)
    order = np.argsort(key, kind="stable")
    key = key[order]
    places = _expanded(_starts(count)[:-1][order], count[order])
    firsts = _firsts(key)
    starts = _starts(count[order])[np.append(firsts, len(key))]
    return Range(key[firsts], np.concatenate(terms)[order][firsts], starts.tolist(), np.concatenate(values)[places])


def _firsts(row: Integers) -> Integers:
    """Where another value than the one before stands in a sorted row."""
    return np.flatnonzero(np.diff(row, prepend=-1))


def _starts(counts: Integers) -> Integers:
    """Where each of so many numbers start, and the end."""
    return np.concatenate([np.zeros(1, np.int64), np.cumsum(counts)])


def _expanded(starts: Integers, counts: Integers) -> Integers:
    """From each start so many places on."""
    ends = np.cumsum(counts)
    return np.repeat(starts - (ends - counts), counts) + np.arange(ends[-1] if len(ends) else 0)
