"""Whoever watches is told how far the reading is, and can end it."""

from __future__ import annotations

import pytest

from kpi_core.read import read_file, watching

DATA = b"Orderdatum;Omzet excl. btw\n01-02-2026;12,50\n02-02-2026;7,25\n"


class GivenUpError(Exception):
    """What a watcher raises to stop."""


def test_the_steps_come_in_order_and_never_beyond_the_whole():
    told = []
    with watching(lambda step, done: told.append((step, done))):
        read_file("omzet.csv", DATA)

    steps = list(dict.fromkeys(step for step, _ in told))
    assert steps == [step for step in ("reading", "recognising", "checking") if step in steps]
    assert all(0 <= done <= 1 for _, done in told)


def test_a_watcher_that_raises_ends_the_reading_and_the_next_file_is_read():
    def give_up(step, _):
        if step == "recognising":
            raise GivenUpError

    with watching(give_up), pytest.raises(GivenUpError):
        read_file("omzet.csv", DATA)

    assert len(read_file("omzet.csv", DATA).tables[0].frame) == 2


def test_outside_the_watch_nothing_is_told():
    told = []
    with watching(lambda *said: told.append(said)):
        pass
    read_file("omzet.csv", DATA)

    assert told == []
