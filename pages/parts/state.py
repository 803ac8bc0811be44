"""The session: language, workspace, addresses and caches. The only place that touches what Streamlit remembers."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn, TypeVar
from urllib.parse import urlsplit

import streamlit as st

from kpi_core import texts, work
from kpi_core.catalogue import CATALOGUE
from kpi_core.store import DatasetVersion, Store, Workspace, open_store
from kpi_core.texts import LANGS, Lang
from pages.parts.words import escape

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from collections.abc import Mapping as Map

    from streamlit.navigation.page import Page

    from kpi_core.errors import KpiError
    from kpi_core.model import Kpi

Read = TypeVar("Read")

KEPT = ("lang", "pages", "workspace_pick", "lang_pick", "me")
"""What stays when another workspace is opened; everything else belongs to the one that was open."""
NAMED = "named"
"""The KPIs as this run of the page names them."""


@st.cache_resource
def _opened(folder: str | None, url: str | None) -> Store:
    return open_store(url or None, Path(folder) if folder else None)


def store() -> Store:
    """Return the store, which writes down who makes a change; one serves every session of this server."""
    folder, url = os.environ.get("KPI_KOMPAS_DATA"), os.environ.get("KPI_KOMPAS_DATABASE_URL")
    return replace(_opened(folder, url), who=me())


def me() -> str:
    """Return the name someone gave themselves in this session, "" while they did not; it is a name and no sign-in."""
    return str(st.session_state.get("me") or "")


def set_me(name: str) -> None:
    """Go by a name from now on in this session."""
    st.session_state["me"] = work.clean(name)


@st.cache_resource(max_entries=256, show_spinner=False)
def _read(key: str, _call: Callable[[], Read]) -> Read:
    del key
    return _call()


def read(service: Callable[..., Read], *args: object, **named: object) -> Read:
    """Return what a service reads from the workspace, made once per change of it for all who look at the same."""
    return read_in(workspace_id(), service, *args, **named)


def read_in(workspace: str, service: Callable[..., Read], *args: object, **named: object) -> Read:
    """Return what a service reads from any workspace, made once per change of that one."""
    key = f"{workspace} {work.stamp(store(), workspace)} {service.__module__}.{service.__qualname__} {args!r} {named!r}"
    return _read(key, lambda: service(store(), workspace, *args, **named))


def read_figures(service: Callable[..., Read], *args: object, **named: object) -> Read:
    """Return what a service reads of figures and verdicts alone: writing down a decision or an action makes nothing anew."""
    place = f"{workspace_id()} {work.stamp(store(), workspace_id(), figures=True)} figures"
    key = f"{place} {service.__module__}.{service.__qualname__} {args!r} {named!r}"
    return _read(key, lambda: service(store(), workspace_id(), *args, **named))


def kpis() -> Map[str, Kpi]:
    """Return every KPI of the workspace by id, its own ones among them."""
    return read(work.catalogue) if workspace() else CATALOGUE


def kpi_name(kpi: str) -> str:
    """Return the name of a KPI as Markdown shows it; of an own one it was typed by someone.

    A page names a KPI some thirty times: they are looked up once per run.
    """
    known = st.session_state.get(NAMED) or {}
    if kpi not in known:
        known = st.session_state[NAMED] = kpis()
    return escape(known[kpi].name[lang()])


def today() -> date:
    """Return the day the verdicts are given on; `KPI_KOMPAS_TODAY` fixes it for a demonstration or a test."""
    fixed = os.environ.get("KPI_KOMPAS_TODAY")
    return date.fromisoformat(fixed) if fixed else date.today()  # noqa: DTZ011 - the day where the server stands


def now() -> datetime:
    """Return this moment, for a timer: nothing is calculated or judged with it."""
    return datetime.now(UTC)


def begin() -> None:
    """Find out the workspace and the language: what the session says, else the address, else what was used last."""
    known = {entry.id: entry for entry in workspaces()}
    chosen = st.session_state.get("workspace") or st.query_params.get("w")
    current = chosen if chosen in known else store().latest_workspace()
    st.session_state[NAMED] = None
    st.session_state["first_visit"] = "workspace" not in st.session_state
    st.session_state["workspace"] = current
    asked = st.session_state.get("lang") or st.query_params.get("lang")
    st.session_state["lang"] = asked if asked in LANGS else _usual_lang(known.get(str(current)))
    in_address(w=current, lang=st.session_state["lang"])
    st.session_state["workspace_pick"] = current
    st.session_state["lang_pick"] = st.session_state["lang"]


def _usual_lang(space: Workspace | None) -> str:
    if space and space.language in LANGS:
        return space.language
    return "nl" if str(st.context.locale or "nl").lower().startswith("nl") else "en"


def is_first_visit() -> bool:
    """Tell whether this session starts now and there is nothing to look at yet."""
    return bool(st.session_state["first_visit"]) and st.session_state["workspace"] is None


def lang() -> Lang:
    """Return the language of the page."""
    return st.session_state.get("lang", "nl")


def set_lang(chosen: Lang) -> None:
    """Go on in another language, now and the next time this workspace is opened."""
    st.session_state["lang"] = chosen
    if workspace() is not None:
        store().change_workspace(workspace_id(), language=chosen)


def say(key: str, **fields: object) -> str:
    """Return a sentence in the language of the page."""
    return texts.say(key, lang(), **fields)


def place() -> str:
    """Return "computer" when the browser looks at the machine it runs on, else "server"."""
    return "computer" if urlsplit(str(st.context.url or "")).hostname in (None, "localhost", "127.0.0.1") else "server"


def mode() -> str:
    """Return "light" or "dark": how the browser shows the page."""
    return str(st.context.theme.type or "light")


def workspaces() -> Sequence[Workspace]:
    """Return every workspace, by name."""
    return store().workspaces()


def workspace() -> Workspace | None:
    """Return the workspace of this session, None when there is none yet."""
    return next((entry for entry in workspaces() if entry.id == st.session_state["workspace"]), None)


def workspace_name() -> str:
    """Return the name of the workspace as it was typed."""
    found = workspace()
    return found.name if found else ""


def version() -> DatasetVersion | None:
    """Return the confirmed data of the workspace, None while there is none."""
    found = workspace()
    if found is None:
        return None
    with store().reading(found.id) as space:
        return space.versions.current()


def workspace_id() -> str:
    """Return the id of the workspace; there is one wherever this is asked."""
    return str(st.session_state["workspace"])


def open_workspace(chosen: str | None) -> None:
    """Go on in another workspace, in the language it was used in."""
    for key in [key for key in st.session_state if key not in KEPT]:
        del st.session_state[key]
    st.session_state["workspace"] = chosen


def new_workspace(name: str) -> str:
    """Make a workspace and go on in it."""
    made = store().create_workspace(name, lang())
    open_workspace(made.id)
    return made.id


def ensure_workspace() -> str:
    """Return the id of the workspace; make the first one when there is none yet, and keep what was just dropped."""
    if workspace() is None:
        st.session_state["workspace"] = store().create_workspace(say("page.workspace.unnamed"), lang()).id
    return workspace_id()


def in_address(**values: str | None) -> None:
    """Keep choices in the page's address, so that a reload or a link shows the same; None leaves one out."""
    for name, value in values.items():
        if value is None:
            st.query_params.pop(name, None)
        elif st.query_params.get(name) != value:
            st.query_params[name] = value


def from_address(name: str, options: Sequence[str], usual: str | None, *, always: bool = False) -> str | None:
    """Give a widget its first value from the address, and keep the address up to date with it. Call before the widget.

    always: the usual value stands in the address too, for what is usual today may be another one tomorrow.
    """
    if st.session_state.get(name) not in options:
        asked = st.query_params.get(name)
        st.session_state[name] = asked if asked in options else usual
    chosen: str | None = st.session_state[name]
    in_address(**{name: chosen if always or chosen != usual else None})
    return chosen


def asked_for(name: str, options: Sequence[str]) -> str | None:
    """Return what the address asks for, None where that is none of the options, such as what was taken away since."""
    asked = st.query_params.get(name)
    return asked if asked in options else None


def register(pages: dict[str, Page]) -> None:
    """Remember the pages of this run by name, to go to them."""
    st.session_state["pages"] = pages


def go(name: str, **address: str) -> NoReturn:
    """Go to a page by its name."""
    keep = {"w": st.session_state["workspace"], "lang": lang()} | address
    st.switch_page(
        st.session_state["pages"][name], query_params={key: str(value) for key, value in keep.items() if value}
    )


def widget(key: str) -> Any:
    """Return what a widget holds now, None when it is not there."""
    return st.session_state.get(key)


def leave(name: str, value: object) -> None:
    """Leave something for a later run, for instance what can be undone; None takes it away."""
    st.session_state[f"left_{name}"] = value


def held(name: str) -> object:
    """Return what was left, None when there is nothing."""
    return st.session_state.get(f"left_{name}")


def put(key: str, value: object) -> None:
    """Let a widget hold a value at its next drawing; call before the widget, or when another one is used."""
    st.session_state[key] = value


def put_first(key: str, value: object) -> None:
    """Let a widget begin with a value; what it holds already stays."""
    st.session_state.setdefault(key, value)


def reset(key: str) -> None:
    """Let a widget start anew at its next drawing."""
    st.session_state.pop(key, None)


def forget(ending: str) -> None:
    """Let go of what was typed in the fields of one KPI, so that they show what is kept."""
    for key in [key for key in st.session_state if f"_{ending}" in str(key) and not str(key).startswith("segment_")]:
        del st.session_state[key]


def forget_fields(beginning: str) -> None:
    """Let go of every field whose name begins so, so that they show what is kept."""
    for key in [key for key in st.session_state if str(key).startswith(beginning)]:
        del st.session_state[key]


def refusal(error: KpiError) -> str:
    """Return the sentence of an error, in the language of the page."""
    return say(f"error.{error.code}", **error.fields)
