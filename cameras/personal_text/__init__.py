"""Personal data and links in free text: where they stand and what they are. Pure.

Nothing is refused for it: whoever sends it is warned, and it is held for a moderator, who sees the pieces
marked. The weights are in reports/risk.py. tests/data/personal_texts.json has the cases; what the browser
finds of them before sending is in static/js/lib/personal_text.js.
"""

from cameras.personal_text.links import find_links
from cameras.personal_text.people import find_people
from cameras.personal_text.phones import find_phones
from cameras.personal_text.plates import find_plates
from cameras.personal_text.spans import KINDS, Span, masked, without_overlaps

__all__ = ["KINDS", "LONGEST", "Span", "find_personal_text"]

LONGEST = 10_000  # characters that are looked at; the longest field has 2,000


def find_personal_text(text: str, country: str = "") -> list[Span]:
    """The pieces of a text in their order, without overlaps. `country`: ISO 3166-1, of the site."""
    text = text[:LONGEST]
    links = find_links(text)
    rest = masked(text, links)
    return without_overlaps(
        [*links, *find_phones(rest, country), *find_plates(rest, country), *find_people(rest)]
    )
