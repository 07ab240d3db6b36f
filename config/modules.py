"""Import graph of a JavaScript module, for modulepreload links.

A browser discovers imports only after reading a module: every level of imports would cost a round trip.
"""

import posixpath
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders

# The pattern of Django's static storage. Dynamic import("./later.js") is left out: it is loaded on demand.
IMPORT = re.compile(r"""^(?:import|export)\s*(?:[\w\s{},*]*?\s*from\s*)?["'](\.[^"']+)["'];""", re.MULTILINE)


def module_graph(name: str) -> tuple[str, ...]:
    """Static names of a module and all its imports, in breadth-first order."""
    return _read_graph(name) if settings.DEBUG else _cached_graph(name)


def _read_graph(name: str) -> tuple[str, ...]:
    names = [name]
    for module in names:  # grows while it is read
        names += [one for one in _imports(module) if one not in names]
    return tuple(names)


_cached_graph = lru_cache(maxsize=None)(_read_graph)


def _imports(name: str) -> list[str]:
    path = finders.find(name)
    if path is None:
        raise ValueError(f"no static file {name}")
    folder = posixpath.dirname(name)
    imports = IMPORT.findall(Path(path).read_text(encoding="utf-8"))
    return [posixpath.normpath(posixpath.join(folder, address)) for address in dict.fromkeys(imports)]
