"""What a JavaScript module imports, so that a page can name all of it at once.

A browser learns what a module imports when it has read it: each step of imports would be one more round trip.
"""

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

# As Django's static storage reads them; import("./later.js") is left out: it is loaded when it is needed.
IMPORT = re.compile(r"""^(?:import|export)\s*(?:[\w\s{},*]*?\s*from\s*)?["'](\.[^"']+)["'];""", re.MULTILINE)


def module_graph(name: str) -> tuple[str, ...]:
    """The static names of a module and of all it imports, in the order in which they are met."""
    return _read_graph(name) if settings.DEBUG else _kept_graph(name)


def _read_graph(name: str) -> tuple[str, ...]:
    met = [name]
    for module in met:  # grows while it is read
        met += [one for one in _imports(module) if one not in met]
    return tuple(met)


_kept_graph = lru_cache(maxsize=None)(_read_graph)


def _imports(name: str) -> list[str]:
    path = finders.find(name)
    if path is None:
        raise ValueError(f"no static file {name}")
    folder = posixpath.dirname(name)
    found = IMPORT.findall(Path(path).read_text(encoding="utf-8"))
    return [posixpath.normpath(posixpath.join(folder, address)) for address in dict.fromkeys(found)]
