"""From bytes to tables: containers, sheets, headers, rows and values, with every doubt said aloud."""

from kpi_core.read.encrypted import decrypt, is_encrypted
from kpi_core.read.file import read_file
from kpi_core.read.progress import Step, watching
from kpi_core.read.unpack import Piece, unpack

__all__ = ["Piece", "Step", "decrypt", "is_encrypted", "read_file", "unpack", "watching"]
