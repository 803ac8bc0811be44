"""Speed and memory, as ratios measured in one run: `python -m tests.benchmarks [name ...]`.

Each module has `run() -> list[dict]` with name, ratio, limit (None: told, not judged) and detail. Each runs in a process of
its own, so that its peak memory is its own.

`published.md` is no benchmark but is kept beside them: published figures of public data sets against ours, by
`KPI_DATA=folder-of-data-sets python -m tests.published`.
"""
