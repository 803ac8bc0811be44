"""How a column of words, numbers that name something, or yes and no is written: each function makes a `Column` of n rows."""

from __future__ import annotations

from tests.corpus import words
from tests.corpus.numbers import header
from tests.corpus.truth import Column, Shown


def words_of(rng, n, lang, key, *, gaps=False):
    pool = {
        "region": words.REGIONS[lang],
        "product": words.PRODUCTS[lang],
        "customer": words.CUSTOMERS,
        "person": words.PEOPLE,
    }[key]
    values = [None if gaps and rng.random() < 0.08 else rng.choice(pool) for _ in range(n)]
    return Column(header(rng, lang, key), "text", values, list(values))


def na_region(rng, n, lang):
    """NA (North America, Namibia) is a word here."""
    values = [rng.choice(["NA", "EMEA", "APAC", "LATAM"]) for _ in range(n)]
    values[min(1, n - 1)] = "NA"
    return Column(header(rng, lang, "region"), "text", values, list(values))


def order_id(rng, n, lang, *, typed=True):
    start = rng.randint(10_000, 80_000)
    numbers = [start + 3 * i for i in range(n)]
    return Column(
        header(rng, lang, "id"),
        "id",
        [str(x) for x in numbers],
        [Shown(x, "0", str(x)) if typed else f"{x}" for x in numbers],
    )


def coded_id(rng, n, lang):
    values = [f"{rng.choice(['A', 'B', 'FA'])}-{rng.randint(1, 9999):04d}" for _ in range(n)]
    return Column(header(rng, lang, "id"), "text", values, list(values))


def zeros(rng, n, lang, *, look="text"):
    """Item numbers with leading zeros, as text or by a number format."""
    numbers = [rng.randint(1, 99_999) for _ in range(n)]
    values = [f"{x:06d}" for x in numbers]
    return Column(
        header(rng, lang, "code"),
        "id",
        values,
        [Shown(x, "000000", f"{x:06d}") if look == "format" else f"{x:06d}" for x in numbers],
    )


def postcode(rng, n, lang):
    values = [
        f"{rng.randint(1000, 9999)} {rng.choice('ABCD')}{rng.choice('EFGH')}"
        if lang == "nl"
        else f"{rng.randint(1, 999):05d}"
        for _ in range(n)
    ]
    return Column(header(rng, lang, "postcode"), "id", values, list(values))


def ean(rng, n, lang, *, typed=False):
    numbers = [8_710_000_000_000 + rng.randint(0, 9_999_999_999) for _ in range(n)]
    return Column(
        header(rng, lang, "ean"),
        "id",
        [str(x) for x in numbers],
        [Shown(x, "0", str(x)) if typed else str(x) for x in numbers],
    )


def phone(rng, n, lang):
    values = [f"06{rng.randint(10_000_000, 99_999_999)}" for _ in range(n)]
    return Column(header(rng, lang, "phone"), "id", values, list(values))


def yes_no(rng, n, lang, *, look="words"):
    values = [rng.random() < 0.6 for _ in range(n)]
    values[:2] = [True, False]
    yes, no = ("Ja", "Nee") if lang == "nl" else ("Yes", "No")
    show = {
        "words": lambda v: yes if v else no,
        "typed": lambda v: Shown(v, "General", "TRUE" if v else "FALSE"),
        "letter": lambda v: (yes if v else no)[0],
    }[look]
    return Column(header(rng, lang, "bool"), "bool", values, [show(v) for v in values])


def names_with_total(rng, n, lang):
    """Customers whose names hold the word total are customers."""
    pool = [
        "Total Fitness Ltd",
        "TotalEnergies",
        "Totaalbouw B.V.",
        "Subtotaal Media",
        "Van Totaal tot Deel",
        "Bakker & Zn.",
    ]
    values = [rng.choice(pool) for _ in range(n)]
    return Column(header(rng, lang, "customer"), "text", values, list(values))


def looks_like_numbers(rng, n, lang):
    """Codes such as 12E4 and 1E05: no numbers."""
    values = [f"{rng.randint(1, 99)}E{rng.randint(0, 99):02d}" for _ in range(n)]
    return Column(header(rng, lang, "code"), "text", values, list(values))


def sizes(rng, n, lang):
    """Sizes and fractions such as 10-12 and 3/4: no dates."""
    values = [rng.choice(["10-12", "3/4", "1/2", "36-38", "5-6", "S", "M/L"]) for _ in range(n)]
    return Column(("Maat" if lang == "nl" else "Size",), "text", values, list(values))


def broken_lines(rng, n, lang):
    """Words with a line break in the cell."""
    values = [rng.choice(words.PRODUCTS[lang]) + ("\nnr. 2" if rng.random() < 0.3 else "") for _ in range(n)]
    return Column(header(rng, lang, "product"), "text", values, list(values))


def no_header(rng, n, _):
    """A column of words without a name."""
    values = [rng.choice(words.PEOPLE) for _ in range(n)]
    return Column(("",), "text", values, list(values))


def sparse(rng, n, lang):
    """A column with words in one cell of ten."""
    values = [rng.choice(["spoed", "retour", "urgent"]) if rng.random() < 0.1 else None for _ in range(n)]
    return Column(("Opmerking" if lang == "nl" else "Remark",), "text", values, list(values))


def nothing(_, n, lang):
    """A column with a name and no cells."""
    return Column(("Toelichting" if lang == "nl" else "Comments",), "text", [None] * n, [None] * n, optional=True)
