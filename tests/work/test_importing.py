"""One file at a time per process; who waits is told and can give up."""

from __future__ import annotations

import threading

import pytest

from kpi_core.read import watching
from kpi_core.work.importing import turn


def held_by_another():
    """Return an event that lets go of the turn another thread has taken, and that thread."""
    taken, let_go = threading.Event(), threading.Event()

    def hold():
        with turn():
            taken.set()
            let_go.wait(10)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait(10)
    return let_go, thread


def test_who_comes_second_is_told_to_wait_and_then_has_the_turn():
    let_go, thread = held_by_another()
    told = []

    def waiting(step, _):
        told.append(step)
        let_go.set()

    with watching(waiting), turn():
        pass
    thread.join()

    assert set(told) == {"waiting"}


def test_waiting_can_be_given_up():
    let_go, thread = held_by_another()

    def give_up(*_):
        raise KeyboardInterrupt

    with watching(give_up), pytest.raises(KeyboardInterrupt), turn():
        pass
    let_go.set()
    thread.join()


def test_the_turn_is_given_back_when_reading_fails():
    with pytest.raises(ValueError, match="broken"), turn():
        raise ValueError("broken")

    let_go, thread = held_by_another()
    let_go.set()
    thread.join()


def test_one_thread_may_read_several_files_in_its_turn():
    with turn(), turn():
        pass
