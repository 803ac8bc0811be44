"""What is measured rather than tested, mostly speed and memory: `python -m tests.benchmarks [name ...]`.

Speed is a ratio measured in one run. `alarms` and `rates` are about being right: what is said where nothing happens, and how
forecasts of shares, weeks and days hold, on simulated series; each keeps its tables beside it. What must hold on public series at
every change is in `tests/gate`.

Each module has `run() -> list[dict]` with name, ratio, limit (None: told, not judged) and detail. Each runs in a process of
its own, so that its peak memory is its own.

`published.md` is no benchmark but is kept beside them: published figures of public data sets against ours, by
`KPI_DATA=folder-of-data-sets python -m tests.published`.
"""
