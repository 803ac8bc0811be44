"""Chance that is the same on every machine and every Python: built on `Random.random` alone, which is promised stable."""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

T = TypeVar("T")


class Dice:
    """A stream of chance from one seed."""

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed).random  # noqa: S311 - a made-up company needs no secrecy

    def fraction(self) -> float:
        """Return a number from 0 up to 1."""
        return self._draw()

    def between(self, low: float, high: float) -> float:
        """Return a number from `low` up to `high`."""
        return low + (high - low) * self._draw()

    def below(self, n: int) -> int:
        """Return a whole number from 0 up to and without `n`."""
        return int(self._draw() * n)

    def happens(self, chance: float) -> bool:
        """Return True in this share of the calls."""
        return self._draw() < chance

    def whole(self, expected: float) -> int:
        """Return `expected` rounded up or down, so that the mean over many calls is `expected`."""
        return int(expected + self._draw())

    def one_of(self, options: Sequence[T]) -> T:
        """Return one of the options, each as likely."""
        return options[self.below(len(options))]

    def spread(self, shares: Mapping[T, float], n: int) -> list[T]:
        """Return `n` picks whose shares are as near to `shares` as whole numbers allow, in random order."""
        total = sum(shares.values())
        picks: list[T] = []
        reach = 0.0
        edge = self._draw()
        for option, share in shares.items():
            reach += share / total * n
            while len(picks) < n and len(picks) + edge < reach:
                picks.append(option)
        while len(picks) < n:
            picks.append(option)
        return self.shuffled(picks)

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in random order."""
        left = list(items)
        for i in range(len(left) - 1, 0, -1):
            j = self.below(i + 1)
            left[i], left[j] = left[j], left[i]
        return left
