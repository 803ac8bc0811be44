"""`python -m tests.corpus [--seed N] [--count N] [--no-office] [--keep FOLDER] [--only FORM] [--write FILE]`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.corpus.make import cases
from tests.corpus.score import score, summary, table
from tests.corpus.writers import office


def main():
    asked = argparse.ArgumentParser(prog="tests.corpus")
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--count", type=int, default=300)
    asked.add_argument("--no-office", action="store_true", help="no files that LibreOffice writes")
    asked.add_argument("--keep", type=Path, help="folder for the files that were read wrongly")
    asked.add_argument("--only", help="only files of which a form has this in its name")
    asked.add_argument("--write", type=Path, help="file for the table")
    options = asked.parse_args()
    with_office = not options.no_office and office() is not None
    if not with_office:
        print("Without the files LibreOffice writes (ods, xls).")
    made = cases(options.seed, options.count, office=with_office)
    scores = [score(case) for case in made if not options.only or any(options.only in form for form in case.forms)]
    for one in scores:
        if not one.fits:
            print(f"{one.outcome:8} {one.case.name} {' + '.join(one.case.forms)}")
            print("".join(f"           {line[:300]}\n" for line in one.why), end="")
        if options.keep and one.outcome == "wrong":
            options.keep.mkdir(parents=True, exist_ok=True)
            (options.keep / one.case.name).write_bytes(one.case.data)
    text = f"{table(scores)}\n\n{summary(scores)}\n"
    print(text)
    if options.write:
        command = f"python -m tests.corpus --seed {options.seed} --count {options.count}"
        options.write.write_text(f"# The corpus, read\n\nMade by `{command}`.\n\n{text}", "utf-8")
    sys.exit(any(one.outcome == "wrong" for one in scores))


if __name__ == "__main__":
    main()
