"""Speed and memory, as ratios measured in one run: `python -m tests.benchmarks [name ...]`.

Each module has `run() -> list[dict]` with name, ratio, limit (None: told, not judged) and detail. Each runs in a process of
its own, so that its peak memory is its own.
"""
