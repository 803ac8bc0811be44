"""The whole report to print: cover, summary, a page per KPI, actions, definitions and what the figures lack."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kpi_core.export.print.picture import picture, sign
from kpi_core.export.print.press import pressed
from kpi_core.export.print.wall import key_words, signs
from kpi_core.texts import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kpi_core.export.print.picture import Drawing
    from kpi_core.reports import ActionLine, DecisionLine, KpiReport, LevelReport, NoteLine, Report
    from kpi_core.reports.report import Tone
    from kpi_core.texts import Lang

PERIODS, LABELS = 25, 13
SHAPES: dict[str, str] = {"green": "circle", "orange": "triangle-up", "red": "square", "blue": "triangle-up"}
HEADS = ("attention", "steps", "target", "agreement", "others", "actions", "decisions", "notes", "all_actions")
MORE_HEADS = ("definitions", "gaps", "remarks", "page")
TABLES = {
    "table": ("kpi", "value", "status", "measure", "owner"),
    "action_table": ("action", "owner", "due", "state"),
    "all_table": ("kpi", "action", "owner", "due", "state"),
    "gap_table": ("about", "missing", "how"),
}


def report_pdf(report: Report) -> bytes:
    """Return the report as a tagged PDF in A4, in the report's language."""
    lang = report.lang
    journey = report.journey
    facts = {
        "title": say("print.report.title", lang, client=report.client),
        "name": say("print.report.name", lang),
        "about": report.headline,
        "lang": lang,
        "client": report.client,
        "headline": report.headline,
        "reach": report.reach_words,
        "made": say("print.made", lang, date=report.made),
        "goal": say("print.goal", lang, goal=report.goal) if report.goal else "",
        "logo_alt": say("print.logo", lang, client=report.client),
        "journey": [journey.came, journey.stand, journey.head] if journey else [],
        "attention": [
            {"word": row.word, "sign": toned(row.tone), "title": row.title, "text": row.text}
            for row in report.attention
        ],
        "levels": [_level(level, lang) for level in report.levels],
        "steps": report.steps,
        "kpis": [_kpi(kpi, lang) for kpi in report.once],
        "actions": [[line.kpi_name, *_action(line)] for line in report.actions],
        "definitions": [{"name": k.name, "meaning": k.meaning, "formula": k.formula} for k in report.once],
        "gaps": [[gap.about, gap.text, gap.do] for gap in report.gaps],
        "remarks": report.notes,
        "signs": signs(report),
        "key": key_words(report),
        "words": _words(lang),
    }
    return pressed("full", facts, made_on=report.made_on, logo=report.logo)


def toned(tone: Tone) -> Drawing:
    """Return the shape that goes with a colour, for what has no verdict of its own."""
    return {"shape": SHAPES.get(tone, "circle"), "tone": tone, "hollow": tone == "gray"}


def _words(lang: Lang) -> dict[str, object]:
    heads = {name: say(f"print.head.{name}", lang) for name in (*HEADS, *MORE_HEADS)}
    return heads | {name: [say(f"print.column.{column}", lang) for column in row] for name, row in TABLES.items()}


def _level(level: LevelReport, lang: Lang) -> Drawing:
    return {
        "name": level.name,
        "tally": level.tally,
        "bench": say("print.bench", lang, kpis=", ".join(level.bench)) if level.bench else "",
        "kpis": [
            {
                "title": kpi.title,
                "value": kpi.value,
                "word": kpi.status_words,
                "sign": sign(kpi),
                "foot": kpi.should or kpi.asked or say("print.no_target", lang),
                "owner": kpi.owner,
            }
            for kpi in level.kpis
        ],
    }


def _kpi(kpi: KpiReport, lang: Lang) -> Drawing:
    return {
        "title": kpi.title,
        "value": kpi.value,
        "word": kpi.status_words,
        "sign": sign(kpi),
        "comparison": " · ".join(filter(None, (kpi.period, kpi.comparison))),
        "picture": picture(kpi, lang, periods=PERIODS, labels=LABELS),
        "sentence": kpi.sentence,
        "told": _once((kpi.came or kpi.ahead, kpi.should or kpi.reason)),
        "asked": " · ".join(filter(None, (kpi.asked, _owner(kpi, lang)))),
        "letters": [_letter(letter.name, letter.text, done=letter.done, lang=lang) for letter in kpi.letters],
        "agreement": kpi.agreement,
        "others": [
            {
                "title": other.title,
                "asked": other.asked,
                "word": other.status_words,
                "sign": toned(other.tone),
                "reason": other.reason,
            }
            for other in kpi.others
        ],
        "actions": [_action(line) for line in kpi.actions],
        "decisions": [_decision(line) for line in kpi.decisions],
        "notes": [_note(line) for line in kpi.notes],
    }


def _owner(kpi: KpiReport, lang: Lang) -> str:
    return say("print.owner", lang, owner=kpi.owner) if kpi.owner else ""


def _once(texts: Iterable[str]) -> list[str]:
    """Return the texts that say something, each once."""
    return list(dict.fromkeys(filter(None, texts)))


def _letter(name: str, text: str, *, done: bool, lang: Lang) -> Drawing:
    state = say("print.letter.done" if done else "print.letter.open", lang)
    return {"name": name, "text": text, "done": done, "state": state}


def _action(line: ActionLine) -> list[str]:
    about = " · ".join(filter(None, (line.text, line.part, line.effect, line.worked)))
    return [about, line.owner, line.due, line.state]


def _decision(line: DecisionLine) -> str:
    told = ". ".join(text.rstrip(".") for text in (line.choice, line.text, line.cause) if text)
    return f"{' · '.join(filter(None, (line.on, line.owner)))}: {told}."


def _note(line: NoteLine) -> str:
    return f"{' · '.join(filter(None, (line.about, line.who)))}: {line.text}"
