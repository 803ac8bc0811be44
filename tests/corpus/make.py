"""From forms to files: `cases(seed, count)` gives the same files for the same numbers."""

from __future__ import annotations

from random import Random

from tests.corpus import days, labels, numbers, words, writers
from tests.corpus.across import across
from tests.corpus.forms import FORMS, Plan
from tests.corpus.layouts import Layout, block
from tests.corpus.truth import Case, TrueTable
from tests.corpus.writers import Page

PASSWORD = "geheim"
OFFICE = {"ods": "ods", "office_xls": "xls"}
TEXT = ("csv", "zip", "gzip", "html")
NOT_TOGETHER = [
    *({"across", other} for other in ("average", "broken", "units", "down")), {"down", "repeat"}, {"down", "blank"}, {"down", "parts"}, {"units", "repeat"}, {"average", "total"}, {"average", "parts"},
    {"across", "titles"}, {"across", "heading"}, {"across", "total"}, {"across", "parts"}, {"across", "repeat"}, {"across", "notes"},
    {"across", "blank"}, {"across", "column"}, {"across", "left"}, {"across", "second"}, {"across", "money"}, {"across", "date"}, {"across", "percent"},
    {"across", "extra"}, {"across", "region"}, {"across", "id"}, {"across", "counter"}, {"parts", "counter"}, {"across", "count"}, {"across", "product"}, {"parts", "product"}, {"parts", "total"}, {"parts", "id"}, {"parts", "repeat"}, {"parts", "blank"},
]  # fmt: skip


def cases(seed=1, count=300, *, office=True, known=None):
    """Return `count` cases; with office=False none that LibreOffice has to write. known: these forms, None = all."""
    known = known or [form for form in FORMS if office or not needs_office(form)]
    made = [_planned(Random(f"{seed}-{number}"), number, known) for number in range(count)]
    waiting = {kind: {} for kind in OFFICE}
    for name, plan, _, pages, _ in made:
        if plan.container in OFFICE:
            waiting[plan.container][name] = writers.xlsx(pages)
    ready = {kind: writers.converted(books, OFFICE[kind]) if books else {} for kind, books in waiting.items()}
    return [_case(one, ready) for one in made]


def needs_office(form):
    return form.name in ("in ods", "in office_xls")


def _together(forms, new):
    slots = {form.slot for form in forms}
    return new.slot not in slots and not any(new.slot in pair and (pair - {new.slot}) <= slots for pair in NOT_TOGETHER)


def _planned(rng, number, known):
    forms = [known[number % len(known)]]
    for _ in range(rng.choice([0, 0, 1, 1, 2, 3])):
        forms = with_form(forms, rng.choice(known))
    return _laid_out(rng, f"{number:04d}", forms)


def with_form(forms, new):
    """Return the forms with `new` among them, when it can go together with them."""
    fits = _together(forms, new) and not (new.may and any(form.may for form in forms))
    return [*forms, new] if fits else forms


def case_of(rng, forms, name="case"):
    """Return one case of these forms; none of them may need LibreOffice."""
    return _case(_laid_out(rng, name, forms), {})


def _laid_out(rng, name, forms):
    plan = Plan(rng.choice(["nl", "nl", "en"]), _base(rng))
    for form in forms:
        form.change(plan)
    asked = plan.container
    _settle(rng, plan, forms)
    forms = [form for form in forms if form.slot != "container" or plan.container == asked]
    tables, pages = _pages(rng, plan)
    return name, plan, forms, pages, tables


def _settle(rng, plan, forms):
    """Choose a container when none was asked for, and leave out what cannot go together."""
    if not plan.container:
        plan.container = rng.choice(["xlsx", "xlsx", "xlsx", "openpyxl", "csv", "csv", "xls"])
    if plan.container in TEXT and plan.container != "zip" and plan.sheets:
        plan.container = "xlsx"
    names = {form.name for form in forms}
    if plan.layout.down and plan.container in (*TEXT, "ods", "office_xls"):
        plan.container = "xlsx"
    if plan.container in ("1904", "xls_1904") and names & {"date serial"}:
        plan.container = "xlsx"
    if plan.container in TEXT and names & {"half swapped"}:
        plan.container = "xlsx"
    if plan.container in TEXT and "typed" in (plan.across or {}).get("labels", "") and plan.across["labels"] == "typed":
        plan.container = "xlsx"
    if plan.container == "uncached" and not plan.layout.total:
        plan.layout = Layout(**{**plan.layout.__dict__, "total": "formula"})
    if names & {"group lines", "group lines, subtotals", "indented items"}:
        plan.columns = {
            "product": plan.columns["product"],
            **{k: c for k, c in plan.columns.items() if k not in ("product", "id")},
        }
    if plan.second.startswith("beside") and plan.layout.total == "formula":
        plan.layout = Layout(**{**plan.layout.__dict__, "total": "label"})


def _base(rng):
    slots = {
        "id": labels.order_id,
        "date": days.day,
        "region": lambda r, n, lang: labels.words_of(r, n, lang, "region"),
        "product": lambda r, n, lang: labels.words_of(r, n, lang, rng.choice(["product", "customer"])),
        "count": numbers.count,
        "money": numbers.money,
        "cost": lambda r, n, lang: numbers.money(r, n, lang, key="cost", low=1, high=900),
    }
    return {name: maker for name, maker in slots.items() if name not in ("count", "cost") or rng.random() < 0.6}


def _columns(rng, plan, n):
    made = []
    counter = plan.columns.pop("counter", None)
    for maker in [*([counter] if counter else []), *plan.columns.values()]:
        got = maker(rng, n, plan.lang)
        made += got if isinstance(got, list) else [got]
    return _apart(made)


def _apart(columns):
    """Give columns of one name a number, as two headers that are the same are a form of their own."""
    seen = {}
    for column in columns:
        name = column.header[-1]
        seen[name] = seen.get(name, 0) + 1
        if name and seen[name] > 1:
            column.header = (f"{name} {seen[name]}",)
    return columns


def _other(rng, lang, n):
    """Return the columns of a second, smaller table."""
    people = labels.words_of(rng, n, lang, "person")
    made = [people, numbers.count(rng, n, lang), numbers.money(rng, n, lang, key="cost", gaps=False)]
    return _apart(made)


def _size(rng, plan):
    low = 12 if plan.layout.groups or plan.layout.subtotals else 5
    return rng.choice([rng.randint(low, 15), rng.randint(low, 60)])


def _pages(rng, plan):
    if plan.across:
        made = across(rng, plan.lang, **plan.across)
        first = Page("Blad1", made.rows, made.merged)
        tables = [made.truth]
    else:
        columns = _columns(rng, plan, _size(rng, plan))
        made = block(rng, plan.lang, columns, plan.layout)
        tables, first = [made.truth], Page("Blad1", made.rows, made.merged)
        if plan.second:
            tables.append(_second(rng, plan, first))
    pages = [first]
    for kind in plan.sheets:
        _more(rng, plan, kind, pages, tables)
    return tables, pages


def _second(rng, plan, page):
    """Put a second table in the sheet, and return its truth."""
    n = rng.randint(4, 12)
    if plan.second.startswith("beside"):
        n += 2 * (abs(len(page.grid) - 1 - n) < 2)  # as long as the first it could be one table with an empty column
        made = block(rng, plan.lang, _other(rng, plan.lang, n), Layout())
        width, gap = max(map(len, page.grid)), 3 if plan.second.endswith("far") else 1
        start = max(
            0,
            min(
                len(page.grid) - 1,
                plan.layout.titles
                and next(i for i, row in enumerate(page.grid) if sum(c is not None for c in row) > 2),
            ),
        )
        for number, row in enumerate(made.rows, start):
            while len(page.grid) <= number:
                page.grid.append([])
            page.grid[number] = [*page.grid[number], *[None] * (width + gap - len(page.grid[number])), *row]
        return made.truth
    if plan.second == "across":
        made = across(rng, plan.lang, labels="long_year")
    else:
        made = block(
            rng,
            plan.lang,
            _other(rng, plan.lang, n),
            Layout(titles=int(plan.second == "titled")),
            top=len(page.grid) + 2,
        )
    page.grid += [[] for _ in range(1 if plan.second == "near" else 2)]
    top = len(page.grid)
    page.merged += [(a + top, b, c + top, d) for a, b, c, d in made.merged]
    page.grid += made.rows
    return made.truth


def _more(rng, plan, kind, pages, tables):
    if kind == "cover":
        pages.insert(0, Page("Voorblad", [[text] for text in words.TITLES[plan.lang]]))
        return
    made = block(rng, plan.lang, _other(rng, plan.lang, rng.randint(4, 20)), Layout())
    pages.append(Page("Blad2", made.rows, made.merged, hidden=kind == "hidden"))
    if kind != "hidden":
        tables.append(made.truth)


def _case(made, ready):
    name, plan, forms, pages, tables = made
    kind = plan.container
    data, file = _written(name, plan, pages, ready)
    may = frozenset().union(*(form.may for form in forms))
    if kind == "uncached":
        may |= {"told"}
    unsure = any(column.ambiguous for table in tables for column in table.columns)
    return Case(
        file, data, [TrueTable(t.columns, t.wide) for t in tables], (*(form.name for form in forms),),
        may | ({"asked", "told"} if unsure else frozenset()), PASSWORD if kind == "locked" else None,
        {"totals_right": plan.layout.total != "wrong"},
    )  # fmt: skip


def _written(name, plan, pages, ready):
    kind = plan.container
    if kind in OFFICE:
        return ready[kind][name], f"{name}.{OFFICE[kind]}"
    if kind == "csv":
        return _delimited(plan, pages[0]), f"{name}.csv"
    books = {
        "xlsx": lambda: (writers.xlsx(pages), "xlsx"),
        "logo": lambda: (writers.xlsx(pages, logo=True), "xlsx"),
        "1904": lambda: (writers.xlsx(pages, date_1904=True), "xlsx"),
        "xlsm": lambda: (_macros(writers.xlsx(pages)), "xlsm"),
        "openpyxl": lambda: (writers.openpyxl_xlsx(pages), "xlsx"),
        "uncached": lambda: (writers.openpyxl_xlsx(pages, keep_cached=False), "xlsx"),
        "xls": lambda: (writers.xls(pages), "xls"),
        "xls_1904": lambda: (writers.xls(pages, date_1904=True), "xls"),
        "html": lambda: (writers.html_bytes(pages[0]), "xls"),
        "zip": lambda: (
            writers.zipped({f"{page.name}.csv": writers.csv_bytes(page) for page in pages if not page.hidden}),
            "zip",
        ),
        "gzip": lambda: (writers.gzipped(writers.csv_bytes(pages[0])), "csv.gz"),
        "locked": lambda: (writers.locked(writers.xlsx(pages), PASSWORD), "xlsx"),
    }
    data, end = books[kind]()
    return data, f"{name}.{end}"


def _delimited(plan, page):
    try:
        return writers.csv_bytes(page, **plan.delimited)
    except UnicodeEncodeError:
        return writers.csv_bytes(page, **{**plan.delimited, "encoding": "utf-8"})


def _macros(data):
    """Return an .xlsx as .xlsm: the content type that says the book may hold macros."""
    import io
    import zipfile

    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            part = old.read(item)
            if item == "[Content_Types].xml":
                part = part.replace(
                    b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                    b"application/vnd.ms-excel.sheet.macroEnabled.main+xml",
                )
            new.writestr(item, part)
    return out.getvalue()
