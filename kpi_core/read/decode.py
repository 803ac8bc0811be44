"""Bytes to text: which code page a text file was saved in, told when certain and asked when not."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

_EXPECTED = frozenset(  # what western European text is made of
    "éèêëàâäáãïíîìöóôòõüúûùçñßæøåœÉÈËÏÖÜÄÀÇÑÆØÅ€£©®°²³½·µ±§´`«»‘’“”„–—…•™\u00a0"  # noqa: RUF001
)
_LETTERS = {  # code page to the letters that are common in the languages it was made for; the order breaks a tie
    "cp1252": _EXPECTED,
    "cp1250": frozenset("ąćęłńóśźżáčďéěíňřšťúůýžőűöüäîâăşţĄĆĘŁŃÓŚŹŻÁČĎÉĚÍŇŘŠŤÚŮÝŽŐŰÖÜÄ\u00a0"),
    "iso8859_7": frozenset(map(chr, range(0x386, 0x3CF))) | {"\u00a0"},
    "cp1251": frozenset(map(chr, range(0x410, 0x450))) | {"\u00a0", "ё", "№"},
    "cp1254": frozenset("ğışçöüİĞŞÇÖÜâîû\u00a0"),
    "gb18030": frozenset("，。、；：“”（）《》"),  # noqa: RUF001 - and the characters of daily use
    "big5": frozenset("，。、；：「」（）《》"),  # noqa: RUF001
}
_DAILY = {"gb18030": ("gb2312", 0xB0, 0xD7), "big5": ("big5", 0xA4, 0xC6)}  # first bytes of the characters of daily use
CODE_PAGES = tuple(_LETTERS)
_MOST_READINGS = 4
_LEAST_FIT = 0.8
_FEW_BROKEN = 0.05  # so small a share of broken letters is damage in a UTF-8 file, not another code page
_HIGH_RUN = re.compile(r"[\u00c0-\u00ff]{3,}")  # no western European word has three accented letters in a row
_EASTERN = re.compile(r"[a-z][\u00b3\u00b9\u00bf\u00be][a-z]")  # marks inside a word: letters of another code page
_NEVER_TOGETHER = ({"ø", "ì"}, {"ø", "ý"}, {"ì", "ý"})
_CELL = re.compile(rb"[^\n\r;,\t|\"\x80-\xff]{0,20}[\x80-\xff][^\n\r;,\t|\"]{0,30}")
_LOOKED_AT = 200_000
_HALF_EMPTY = 0.4  # of the letters of the west, one byte in two is zero
_BIG, _LITTLE = b"\xfe\xff", b"\xff\xfe"


@dataclass(frozen=True)
class Decoded:
    """The text of a file. doubtful: letters may be wrong. pages: the code pages it could be in, likeliest first."""

    text: str
    doubtful: bool = False
    pages: tuple[str, ...] = ()


def decode(data: bytes, page: str | None = None) -> Decoded:
    """Return the text of a file; page: the code page answered for a doubtful one."""
    if wide := _wide(data):
        return Decoded(data.decode(wide, "replace"))
    try:
        return Decoded(data.decode("utf-8-sig"))  # also when a page was answered: it may be for last month's file
    except UnicodeDecodeError:
        text = data.decode("utf-8-sig", "replace")
    if page in CODE_PAGES:
        return Decoded(data.decode(page, "replace"))
    beyond = sum(char > "\x7f" for char in text)
    if text.count("\ufffd") <= _FEW_BROKEN * beyond:
        return Decoded(text, doubtful=True)
    text = data.decode("cp1252", "replace")
    if not _is_strange(text):
        return Decoded(text)
    pages = _pages_for(data)
    return Decoded(data.decode(pages[0], "replace") if pages else text, doubtful=True, pages=pages)


def example_of(data: bytes, page: str) -> str:
    """Return the cell that shows the letters of a code page best: the one with most of them."""
    cells = _CELL.findall(data[:_LOOKED_AT])
    if not cells:
        return ""
    telling: bytes = max(cells, key=lambda cell: sum(byte > 0x7F for byte in cell))
    return telling.decode(page, "ignore").strip()[:40]


def _wide(data: bytes) -> str | None:
    """Return the name of the two-byte encoding, None when each letter is one byte or a few."""
    if data.startswith((_BIG, _LITTLE)):
        return "utf-16"
    head = data[:4096]
    for name, half in (("utf-16-le", head[1::2]), ("utf-16-be", head[::2])):
        if half.count(0) > _HALF_EMPTY * max(1, len(half)):
            return name
    return None


def _is_strange(text: str) -> bool:
    """Return whether western European text holds what no such text does."""
    high = Counter(char for char in text if char > "\x7f")
    strange = sum(count for char, count in high.items() if char not in _EXPECTED)
    in_runs = sum(map(len, _HIGH_RUN.findall(text)))
    mixed = any(pair <= high.keys() for pair in _NEVER_TOGETHER) or _EASTERN.search(text) is not None
    return mixed or strange + in_runs > 0.2 * high.total()


def _pages_for(data: bytes) -> tuple[str, ...]:
    """Return the code pages whose letters fit, best first; western European among them; empty when there is no choice."""
    sample = data[:_LOOKED_AT]
    fits = {page: _fits(sample, page) for page in CODE_PAGES}
    likely = sorted((page for page in CODE_PAGES if fits[page] >= _LEAST_FIT), key=lambda page: -fits[page])
    chosen = [*likely, *(page for page in ("cp1252",) if page not in likely)][:_MOST_READINGS]
    shown = {page: example_of(data, page) for page in [*chosen, "cp1252"]}
    different = tuple(page for page, text in shown.items() if page == "cp1252" or text != shown["cp1252"])
    return different if len(different) > 1 else ()


def _fits(sample: bytes, page: str) -> float:
    """Return which share of the letters beyond ASCII is usual in the languages of a code page."""
    high = Counter(char for char in sample.decode(page, "replace") if char > "\x7f")
    usual = sum(count for char, count in high.items() if char in _LETTERS[page] or _is_daily(char, page))
    return usual / max(1, high.total())


def _is_daily(char: str, page: str) -> bool:
    """Return whether a Chinese character is among the few thousand of daily use in a code page."""
    if page not in _DAILY:
        return False
    name, first, last = _DAILY[page]
    try:
        code = char.encode(name)
    except UnicodeEncodeError:
        return False
    return len(code) == 2 and first <= code[0] <= last
