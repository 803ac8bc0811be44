"""Messy workbooks of which the truth is known, and a scorer: `python -m tests.corpus --count 300`."""
