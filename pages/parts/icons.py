"""A button that shows an icon alone: its name is read aloud and stands beside the pointer."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from collections.abc import Callable


def icon_button(
    icon: str, about: str, key: str, *, on_click: Callable[..., None] | None = None, args: tuple[object, ...] = ()
) -> bool:
    """Draw the button; `about` says what it does and to what, and `look.css` hides it from view."""
    shape = f":material/{icon}:"
    return st.button(about, key=key, type="tertiary", icon=shape, help=about, on_click=on_click, args=args)
