"""The names of months and weekdays in Dutch, English, German and French, whole and shortened."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import re

_MONTH_NAMES = (
    "januari january januar jänner janvier jan janv jän",
    "februari february februar feber février fevrier feb febr févr fevr fév fev",
    "maart march märz maerz mars mrt mar maa mär mrz",
    "april avril apr avr",
    "mei may mai",
    "juni june juin jun",
    "juli july juillet jul juil",
    "augustus august août aout aug aoû",
    "september septembre sept sep",
    "oktober october octobre okt oct",
    "november novembre nov",
    "december dezember décembre decembre dec dez déc",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, 1) for name in names.split()}
MONTH = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"

_WEEKDAY_NAMES = (
    "maandag monday montag lundi ma mon mo lu lun",
    "dinsdag tuesday dienstag mardi di tue tues tu die ma mar",
    "woensdag wednesday mittwoch mercredi wo woe wed we mi mit me mer",
    "donderdag thursday donnerstag jeudi do don thu thur thurs th je jeu",
    "vrijdag friday freitag vendredi vr vrij fri fr fre ve ven",
    "zaterdag saturday samstag sonnabend samedi za zat sat sa sam",
    "zondag sunday sonntag dimanche zo zon sun su so son di dim",
)
_WEEKDAYS: dict[str, set[int]] = {}
for _number, _names in enumerate(_WEEKDAY_NAMES):
    for _name in _names.split():
        _WEEKDAYS.setdefault(_name, set()).add(_number)
WEEKDAY = rf"(?:(?P<weekday>{'|'.join(sorted(_WEEKDAYS, key=len, reverse=True))})\.?,?\s+)?"


WORDS = frozenset(MONTHS) | frozenset(_WEEKDAYS)


def weekdays(match: re.Match[str]) -> set[int]:
    """Return the days of the week a text may name, Monday 0 ("ma" is Dutch for Monday, French for Tuesday); empty = none."""
    name = match["weekday"]
    return _WEEKDAYS[name.lower()] if name else set()
