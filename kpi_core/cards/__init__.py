"""A KPI as a card: everything it shows, ready to be drawn."""

from kpi_core.cards.card import Badge, Card, badge, build, seen_as

__all__ = ["Badge", "Card", "badge", "build", "seen_as"]
