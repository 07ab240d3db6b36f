"""On PYTHONPATH: a machine without GDAL and GEOS, whatever is installed."""

import ctypes.util

find = ctypes.util.find_library
ctypes.util.find_library = lambda name: (
    None if "gdal" in name.lower() or "geos" in name.lower() else find(name)
)
