"""Published figures of public data sets against what the product reads and computes; see `__main__`."""
