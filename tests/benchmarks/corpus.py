"""The whole corpus: what is silently wrong (none may be) and what is not right at once. Keeps its table in corpus.md."""

from pathlib import Path

from tests.corpus.make import cases
from tests.corpus.score import score, share_right, summary, table
from tests.corpus.writers import office

SEED, COUNT = 1, 700
MOST_NOT_RIGHT = 0.05


def run():
    scores = [score(case) for case in cases(SEED, COUNT, office=office() is not None)]
    made = f"Made by `python -m tests.benchmarks corpus`, the same files as `python -m tests.corpus --seed {SEED} --count {COUNT}`."
    Path(__file__).with_name("corpus.md").write_text(
        f"# The corpus, read\n\n{made} What the columns mean stands in `tests/corpus/score.py`.\n\n{summary(scores)}\n\n{table(scores)}\n",
        "utf-8",
    )
    wrong = sum(one.outcome == "wrong" for one in scores)
    return [
        {"name": "files silently wrong", "ratio": wrong, "limit": 0, "detail": summary(scores)},
        {"name": "not right at once", "ratio": 1 - share_right(scores), "limit": MOST_NOT_RIGHT, "detail": ""},
    ]
