"""Cells of CSV files that no spreadsheet runs as a formula."""

import re

NUMBER = r"[-+]?[0-9]+(?:[.,][0-9]+)?"
SIGNS = (
    "=+\\-@\uff1d\uff0b\uff0d\uff20"  # full-width signs too: Excel reads them alike in Japanese and Chinese
)
# A reader that splits at semicolons or tabs, or does not keep quoted line breaks, begins a cell behind each.
CELL_STARTS = re.compile(
    rf"(?:\A|(?<=[;\t\r\n]))(?!{NUMBER}(?:[;\t\r\n]|\Z))(?=\A[\t\r]|[ \u00a0\"]*[{SIGNS}])"
)
RISKY_STARTS = frozenset('=+-@\uff1d\uff0b\uff0d\uff20\t\r\n \u00a0"')


def safe_cell(text: str) -> str:
    """The text with an apostrophe before each formula
    (https://owasp.org/www-community/attacks/CSV_Injection); a number such as -30 is none."""
    if text[:1] in RISKY_STARTS or ";" in text or "\n" in text or "\t" in text or "\r" in text:
        return CELL_STARTS.sub("'", text)
    return text
