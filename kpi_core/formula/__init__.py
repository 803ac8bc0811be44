"""The formula language: text to a frozen tree, and the readers of that tree."""
