"""A loop that damages small files of every container and watches what reading them does.

Allowed is a `FileRead` or an `UnreadableFile` with a sentence in both languages, within a time cap. Everything follows from
the seed, so that a failure can be made again.
"""

from __future__ import annotations

import gzip
import random
import signal
import time
from contextlib import contextmanager

from kpi_core.errors import UnreadableFile
from kpi_core.read import read_file
from kpi_core.texts import LANGS, say
from tests.containers import ROWS, archive, locked_xlsx, ods, page, spreadsheetml, xls, xlsb, xlsx

SLOWEST = 20.0  # seconds for one input of a few kilobytes, on a busy machine
PASSWORD = "geheim"
TEXT = "Datum;Klant;Omzet\n31-01-2026;Zoë;1.234,56\n01-02-2026;b;2,50\nTotaal;;1.237,06\n"
CELLS = "".join(
    f'<Row><Cell><Data ss:Type="String">{name}</Data></Cell><Cell><Data ss:Type="{kind}">{value}</Data></Cell></Row>'
    for name, kind, value in (("Klant", "String", "Omzet"), ("a", "Number", "1.25"), ("b", "Number", "2.5"))
)
MHTML = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html\n\n"
TOKENS = (
    *(b"\0", b"\xff\xff\xff\xff", b"\x80\x80\x80\x80", b'"', b"<", b"</c>", b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;"),
    *(b"<row>", b"<td colspan=99999 rowspan=99999>", b"99999999999999999999", b"PK\x03\x04", b"\n" * 50, b"=1+1"),
    *(b"<v>1e999</v>", b"-1", b"NaN", b";" * 200, b't="e"', b"spinCount", b"\xef\xbb\xbf", b"<table>" * 50),
)


def seeds():
    """Return a small good file of every container by name."""
    text = TEXT.encode()
    return {
        "csv": text,
        "utf-16": TEXT.encode("utf-16"),
        "cp1250": "naam;n\nPříliš žluťoučký;1\nkůň;2\n".encode("cp1250"),
        "gzip": gzip.compress(text, mtime=0),
        "zip": archive(("a.csv", text), ("b.xlsx", xlsx())),
        "xlsx": xlsx((*ROWS, ("Totaal", 4)), Meer=ROWS),
        "xlsb": xlsb((*ROWS, ("c", True)), (0, 1), hidden=ROWS),
        "xls": xls(),
        "ods": ods(),
        "html": page((*ROWS, ("c", "3,50"))),
        "mhtml": MHTML + page() + b"\n--x--\n",
        "spreadsheetml": spreadsheetml(CELLS),
        "locked": locked_xlsx(PASSWORD),
    }


def damaged(rng, data, others):
    """Return the bytes with one to six things done to them."""
    data = bytearray(data)
    for _ in range(rng.choice((1, 1, 2, 3, 6))):
        at = rng.randrange(len(data) + 1)
        end = min(len(data), at + rng.choice((1, 2, 4, 16, 64, 512)))
        act = rng.randrange(7)
        if act == 0 and data:
            data[at % len(data)] ^= 1 << rng.randrange(8)
        elif act == 1 and data:
            data[at % len(data)] = rng.choice((0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)))
        elif act == 2:
            del data[at:end]
        elif act == 3:
            data[at:at] = data[at:end] * rng.choice((1, 2, 20))
        elif act == 4:
            data[at:at] = rng.choice(TOKENS)
        elif act == 5:
            other = rng.choice(others)
            place = rng.randrange(len(other))
            data[at:end] = other[place : place + rng.choice((4, 64, 1024))]
        else:
            del data[at if rng.random() < 0.3 else max(at, len(data) - 40) :]
    return bytes(data)


def inside_out(rng, data, others):
    """Return a zip with one of its parts damaged, so that what is under its checksums is reached."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(data)) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    victim = rng.choice(sorted(parts))
    parts[victim] = damaged(rng, parts[victim], others)
    return archive(*parts.items())


class TooSlow(BaseException):
    """Reading took longer than the cap; no Exception, so that nothing on the way takes it for a damaged file."""


@contextmanager
def at_most(seconds):
    def ring(*_):
        raise TooSlow

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def outcome(data, password=None):
    """Return "read" or the code of the refusal; what else comes out is a failure and goes up."""
    with at_most(SLOWEST):
        try:
            found = read_file("bestand.xls", data, password=password)
        except UnreadableFile as error:
            refusal = error
        else:
            for issue in (*found.issues, *(issue for table in found.tables for issue in table.issues)):
                assert all(say(f"issue.{issue.code}", lang, **issue.fields) for lang in LANGS)
            return "read"
    assert all(say(f"error.{refusal.code}", lang, **refusal.fields) for lang in LANGS)
    assert PASSWORD not in repr(refusal)
    return refusal.code


def case(seed, files):
    """Return (name of the container, damaged bytes) that follow from a seed."""
    rng = random.Random(seed)
    name = rng.choice(sorted(files))
    others = [files[other] for other in sorted(files)]
    zipped = files[name].startswith(b"PK") and rng.random() < 0.8
    return name, (inside_out if zipped else damaged)(rng, files[name], others)


def fuzz(seconds, start=0):
    """Damage and read for so many seconds; return {(container, outcome): count} and the failures as (seed, error)."""
    files, until, seed = seeds(), time.monotonic() + seconds, start
    found, failures = {}, []
    while time.monotonic() < until and len(failures) < 20:
        name, data = case(seed, files)
        try:
            told = outcome(data, PASSWORD if name == "locked" else None)
        except BaseException as error:
            if isinstance(error, KeyboardInterrupt):
                raise
            failures.append((seed, name, f"{type(error).__name__}: {error}"))
            told = "failed"
        found[(name, told)] = found.get((name, told), 0) + 1
        seed += 1
    return found, failures
