"""From a file to a first verdict without a formula: how many clicks and seconds it takes, for three kinds of file."""

import io
import random
import re
import time
from datetime import date, timedelta

import pytest
import xlsxwriter
from playwright.sync_api import expect

pytestmark = pytest.mark.browser
MOST_CLICKS = 15
STATUS = re.compile("Op koers|Loopt risico|Uit koers|Nog niet te zeggen|On course|At risk|Off course|Cannot tell yet")
MONTHS = [(year, month) for year in (2024, 2025, 2026) for month in range(1, 13) if (year, month) < (2026, 7)]
SPARK = ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"]
DISCOUNTS = (0, 0.05, 0.1)
FOCUSED = "key => { const at = document.activeElement; return !!(at && at.closest(`.st-key-${key}`)); }"


def workbook(sheets):
    """Return a workbook with these sheets: a header and rows each; a date is written as one."""
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for place, row in enumerate(rows):
                sheet.write_row(place, 0, row)
    return memory.getvalue()


def trading():
    """Return a trading company as its database has it: orders, their lines, customers and products on sheets of their own."""
    dice = random.Random(7)
    customers = [(f"KL{place:02d}", f"Handel {place}", ("Utrecht", "Gent", "Lille")[place % 3]) for place in range(30)]
    products = [(place, f"Artikel {place}", place % 4 + 1, round(dice.uniform(4, 60), 2)) for place in range(1, 21)]
    orders, lines = [], []
    for place, (year, month) in enumerate(MONTHS):
        for _ in range(14 + place // 4):
            number, day = 10248 + len(orders), date(year, month, dice.randint(1, 28))
            sent = day + timedelta(dice.randint(1, 9))
            orders.append((number, dice.choice(customers)[0], day, sent, dice.choice("123")))
            bought = dice.sample(products, dice.randint(1, 3))
            lines += [(number, one[0], one[3], dice.randint(1, 12), dice.choice(DISCOUNTS)) for one in bought]
    orders += [(10248 + len(orders), "KL01", date(2026, 6, 30), date(2026, 7, 2), "1")]
    lines += [(orders[-1][0], 1, products[0][3], 2, 0)]
    return workbook(
        {
            "Orders": [("OrderID", "CustomerID", "OrderDate", "ShippedDate", "ShipVia"), *orders],
            "Order Details": [("OrderID", "ProductID", "UnitPrice", "Quantity", "Discount"), *lines],
            "Customers": [("CustomerID", "CompanyName", "City"), *customers],
            "Products": [("ProductID", "ProductName", "CategoryID", "UnitPrice"), *products],
        }
    )


def across():
    """Return a profit and loss account with its months side by side."""
    lines = {"Omzet": 40_000, "Inkoopwaarde": 22_000, "Personeelskosten": 9_000, "Huisvesting": 3_000}
    header = ["Omschrijving", *(f"{SPARK[month - 1]} {year}" for year, month in MONTHS)]
    dice = random.Random(3)
    rows = [[name, *(round(base * dice.uniform(0.9, 1.1)) for _ in MONTHS)] for name, base in lines.items()]
    return workbook({"Resultaat": [header, *rows]})


class Hand:
    """Someone who clicks, or uses the keyboard alone; every click is counted, and so is opening and choosing a file."""

    def __init__(self, visitor, *, keyboard=False):
        self.visitor, self.page, self.keyboard = visitor, visitor.page, keyboard
        self.clicks, self.began = 0, time.monotonic()
        self.page.set_default_timeout(90_000)  # a busy machine is slow, not wrong

    def press(self, key):
        """Press the button with this key."""
        self.clicks += 1
        button = self.page.locator(f".st-key-{key} button:visible").first
        button.wait_for()
        if not self.keyboard:
            button.click()
        else:
            for _ in range(90):
                if self.page.evaluate(FOCUSED, key):
                    break
                self.page.keyboard.press("Tab")
            assert self.page.evaluate(FOCUSED, key), f"the keyboard does not reach {key}"
            self.page.keyboard.press("Enter")
        self.visitor.settled()

    def bring(self, name, data):
        """Drop a file and answer what is asked about it, the first reading each time."""
        self.clicks += 2
        file = {"name": name, "mimeType": "application/octet-stream", "buffer": data}
        self.page.locator("[data-testid=stFileUploaderDropzoneInput]").set_input_files(file)
        self.page.locator(".st-key-confirm button").wait_for()
        self.visitor.settled()
        while self.page.locator("[class*=st-key-answer_] button:visible").count():
            key = self.page.locator("[class*=st-key-answer_]:visible").first.get_attribute("class")
            self.press(re.search("st-key-(answer_[^ ]+)", key)[1])
        self.press("confirm")

    def verdict(self, goals):
        """Choose where to go, take the set, take a suggestion for its first KPI, say it is right, and return the first verdict."""
        for goal in goals:
            self.press(f"goal_{goal}")
        self.press("goals_next")
        self.press("take")
        for start in ("offer_0_", "right_"):
            self.page.locator(f"[class*=st-key-{start}] button").first.wait_for()
            key = self.page.locator(f"[class*=st-key-{start}]").first.get_attribute("class")
            self.press(re.search(f"st-key-({start}[^ ]+)", key)[1])
        self.press("targets_next")
        shown = self.page.locator("[class*=st-key-card_]").get_by_text(STATUS).first
        expect(shown).to_be_visible(timeout=30_000)
        return STATUS.search(shown.inner_text())[0]

    def told(self, name, tell):
        """Let what it took be printed at the end and return the clicks."""
        seconds = time.monotonic() - self.began
        how = "keys" if self.keyboard else "mouse"
        tell("told", f"{name} ({how}): {self.clicks} clicks, {seconds:.1f} s to the first verdict")
        return self.clicks


@pytest.mark.parametrize(
    ("lang", "keyboard", "goals"),
    [("nl", False, ("profit", "growth")), ("en", True, ("growth",))],
    ids=["Dutch, mouse", "English, keyboard alone"],
)
def test_from_the_sample_company_to_a_verdict(regular, record_property, lang, keyboard, goals):
    regular.go(f"data?lang={lang}")
    hand = Hand(regular, keyboard=keyboard)
    hand.press("try_sample")
    verdict = hand.verdict(goals)

    assert STATUS.match(verdict)
    assert hand.told("sample", record_property) <= MOST_CLICKS
    assert regular.trouble == []
    assert regular.outside == []


@pytest.mark.parametrize(
    ("file", "lang", "goal"),
    [(("Northwind.xlsx", trading), "nl", "growth"), (("Resultaat per maand.xlsx", across), "en", "profit")],
    ids=["a database as a workbook", "months side by side"],
)
def test_from_an_own_file_to_a_verdict(visitor, record_property, file, lang, goal):
    name, make = file
    visitor.go(f"data?lang={lang}")
    hand = Hand(visitor)
    hand.bring(name, make())
    verdict = hand.verdict([goal])

    assert STATUS.match(verdict)
    assert hand.told(name, record_property) <= MOST_CLICKS
    assert visitor.trouble == []
