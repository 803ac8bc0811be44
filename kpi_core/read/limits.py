"""What is still read, and what is refused with a sentence: the caps that keep one file from taking the server down."""

from __future__ import annotations

MAX_BYTES = 200 * 2**20
MAX_INFLATED = 900 * 2**20
MAX_RATIO = 250
RATIO_COUNTS_FROM = 20 * 2**20
MAX_PARTS = 5_000
MAX_CELLS = 22_000_000  # a full sheet of twenty columns
MAX_COLUMNS = 1_000
LISTED_CELLS = 20
PROBED_ROWS = 200
MAX_UNPACKED = 400 * 2**20
MAX_MEMBERS = 100
MAX_SPINS = 500_000
MAX_LOCKED_XLS = 40 * 2**20
MAX_MARKUP = 60 * 2**20
MAX_DEPTH = 256
MAX_SHEETS = 500
