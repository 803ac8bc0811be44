"""."""
def render() -> None:
    pass
