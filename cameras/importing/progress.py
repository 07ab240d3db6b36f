"""How far an import is, as one line of a terminal that is written again and again."""

WIDTH = 30  # signs of the bar: with both numbers the line fits 80 columns


def line(rows: int, expected: int | None) -> str:
    """`rows` are read; `expected` is how many the file holds, None where only its end tells (extracts)."""
    if not expected:
        return f"{rows:,} rows read"
    share = min(rows / expected, 1)
    done = int(share * WIDTH)
    return f"[{'#' * done}{'.' * (WIDTH - done)}] {int(share * 100):3} %  {rows:,} of {expected:,} rows"
