"""Damaged files of every container: read or refused in time, never anything else. The long run is a benchmark."""

from __future__ import annotations

import threading

import pytest

from tests.fuzzing import PASSWORD, case, fuzz, outcome, seeds

SECONDS = 20


@pytest.mark.parametrize("name", seeds())
def test_the_files_that_are_damaged_are_good_before(name):
    assert outcome(seeds()[name], PASSWORD if name == "locked" else None) == "read"


def test_the_same_seed_makes_the_same_file():
    files = {name: data for name, data in seeds().items() if name != "locked"}

    assert [case(seed, files) for seed in range(20)] == [case(seed, files) for seed in range(20)]
    assert len({case(seed, files)[1] for seed in range(200)}) > 150


def test_damaged_files_are_read_or_refused_and_nothing_else():
    found, failures = fuzz(SECONDS)

    assert not failures
    assert len({name for name, _ in found}) == len(seeds())
    assert len({told for _, told in found}) > 5


@pytest.mark.parametrize(
    "word", ["naam", "n\n" + "\n" * 50 + "aam", "a;b\n" * 3, "\x00", '"' * 9, "<", "=", "sep=", "sep=;"]
)
def test_odd_little_texts_are_read_or_refused(word):
    assert outcome(word.encode())


def test_reading_starts_no_threads_and_leaves_no_files(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    before = threading.active_count()
    for name, data in seeds().items():
        outcome(data, PASSWORD if name == "locked" else None)

    assert threading.active_count() == before
    assert not list(tmp_path.iterdir())
