"""JSON documents of any size, an element at a time: the answer for a whole country has 500 MB.

ijson parses in C. `use_float` stays off: with it an id beyond 2^63 ends the file. Numbers with a point come
as Decimal; `number` and `plain` make floats of them where they are used.
"""

from codecs import BOM_UTF8
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import IO, Any

import ijson

from cameras.importing import UnreadableFile

# Members that are told of a document; others, however large, are only counted or passed over.
_MEMBERS = frozenset({"type", "remark", "crs", "generator"})
_DEEPEST = 200  # ijson writes down the path of each value, so a file of brackets alone would fill the memory
_BUFFER = 1 << 16  # what ijson parses of it at once takes ten times as much
_STEPS = {"start_map": 1, "start_array": 1, "end_map": -1, "end_array": -1}


@dataclass
class Outline:
    """What a document is made of: some members of its top level, and how many items each list there has. A
    document that is a list itself is the list ""."""

    members: dict[str, object] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    values: int = 0  # on the top level: more than one in a sequence of objects


@contextmanager
def _opened(path: Path) -> Iterator[IO[bytes]]:
    """The file behind the mark that some programs set before UTF-8."""
    with path.open("rb") as file:
        if file.read(len(BOM_UTF8)) != BOM_UTF8:
            file.seek(0)
        yield file


def outline(path: Path, name: str) -> Outline:
    """Read the whole document once; raises UnreadableFile when it is damaged or cut off."""
    found = Outline()
    try:
        with _opened(path) as file:
            _outline(ijson.basic_parse(file, buf_size=_BUFFER, multiple_values=True), found)
    except ijson.JSONError as error:
        said = error.args[0] if error.args else ""
        text = said.decode(errors="replace") if isinstance(said, bytes) else str(said)
        first = text.partition("\n")[0].strip()
        raise UnreadableFile(f"{name} begins like JSON but is damaged or cut off ({first}).") from error
    return found


def _outline(events: Iterator[tuple[str, Any]], found: Outline) -> None:
    depth = 0
    key = ""  # of the top level
    builder: Any = None  # of the member that is being read
    for event, value in events:
        step = _STEPS.get(event, 0)
        if depth <= 2 and step >= 0:
            if depth == 1 and event == "map_key":
                key = value
                found.names.append(value)
            else:
                _note(found, depth, key, event, value)
                if depth == 1 and key in _MEMBERS and step:
                    builder = ijson.ObjectBuilder()
        depth += step
        if builder is not None:
            builder.event(event, value)
            if depth == 1:
                found.members[key], builder = builder.value, None
        found.values += depth == 0
        if depth > _DEEPEST:
            raise ijson.JSONError(f"objects within objects, more than {_DEEPEST} deep")


def _note(found: Outline, depth: int, key: str, event: str, value: object) -> None:
    """A value begins on one of the three upper levels."""
    if depth == 0 and event == "start_array":
        found.lists[""] = 0
    elif depth == 1 and "" in found.lists:
        found.lists[""] += 1
    elif depth == 1 and event == "start_array":
        found.lists[key] = 0
    elif depth == 1 and key in _MEMBERS and event != "start_map":
        found.members[key] = value
    elif depth == 2 and key in found.lists and "" not in found.lists:
        found.lists[key] += 1


def items(path: Path, prefix: str) -> Iterator[Any]:
    """The values at a path of ijson: `elements.item`, `item` of a list, "" the document itself."""
    with _opened(path) as file:
        yield from ijson.items(file, prefix, buf_size=_BUFFER, multiple_values=True)


def number(value: Any) -> Any:
    """A Decimal as the float that it writes; anything else as it is."""
    return float(value) if isinstance(value, Decimal) else value


def plain(value: Any) -> Any:
    """The same for all that is inside a list or an object."""
    if isinstance(value, list):
        return [plain(one) for one in value]
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return number(value)
