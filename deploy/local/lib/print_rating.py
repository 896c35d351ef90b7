"""Prints the dashboard's CSV of the rating, from standard input, as a table for a terminal.

A row is a territory, a column an indicator: its percentage with numerator and denominator, its state where that is not
"measured", its place. The argument says how many territories of the level are shown.
"""

import csv
import sys


def cell(row: dict[str, str], indicator: str) -> str:
    def of(what: str) -> str:
        return next(value for name, value in row.items() if name.startswith(f"{indicator} {what}"))

    parts = []
    if of("знаменатель"):
        parts.append(f"{of('%')} % = {of('числитель')}/{of('знаменатель')}")
    if of("состояние") != "измерено":
        parts.append(f"({of('состояние')})")
    if of("место"):
        parts.append(f"№ {of('место')}")
    return " ".join(parts)


rows = list(csv.DictReader(sys.stdin.read().lstrip("\ufeff").splitlines(), delimiter=";"))
# The first row is the region itself.
limit = 1 + int(sys.argv[1])
if len(rows) < 2:
    sys.exit("the table is empty")
# «I01 %» is the indicator's own column; «I01 охват, %» is another one of the same indicator.
indicators = [name.removesuffix(" %") for name in rows[0] if name.endswith(" %") and not name.endswith(", %")]
table = [["Территория", *indicators]]
table += [[row["Территория"], *(cell(row, indicator) for indicator in indicators)] for row in rows[:limit]]
widths = [max(map(len, column)) for column in zip(*table)]
for line in table:
    print("  ".join(text.ljust(width) for text, width in zip(line, widths)).rstrip())
if len(rows) > limit:
    print("...", len(rows) - limit, "more")
