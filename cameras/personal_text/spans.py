"""A piece of text that says who somebody is. Pure."""

from dataclasses import dataclass

# What a piece can be, those that tell more first: where two overlap the first counts.
KINDS = ("accusation", "email", "link", "phone", "plate", "name_address", "name")

_FAR = 80  # characters between a name and the address that belongs to it


@dataclass(frozen=True, slots=True)
class Span:
    """Where it stands, in characters from the beginning, and one of KINDS."""

    start: int
    end: int
    kind: str


def without_overlaps(spans: list[Span]) -> list[Span]:
    """In the order of the text; of two that overlap the kind that tells more, then the longer one."""
    kept: list[Span] = []
    taken = bytearray(max((span.end for span in spans), default=0))
    for span in sorted(spans, key=lambda one: (KINDS.index(one.kind), one.start - one.end, one.start)):
        if not any(taken[span.start : span.end]):
            kept.append(span)
            taken[span.start : span.end] = b"\1" * (span.end - span.start)
    return sorted(kept, key=lambda one: one.start)


def masked(text: str, spans: list[Span]) -> str:
    """The text with spaces in the place of spans: of the same length, so that positions stay."""
    characters = list(text)
    for span in spans:
        characters[span.start : span.end] = " " * (span.end - span.start)
    return "".join(characters)


def near(span: Span, others: list[Span]) -> bool:
    return any(other.start - span.end < _FAR and span.start - other.end < _FAR for other in others)
