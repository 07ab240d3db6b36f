"""Dated, immutable files of everything published: what a researcher cites and a mirror begins with.

frozen.py reads the registry as it was at one seq, writers.py writes the formats, manifest.py describes them,
publish.py puts all of it in place at once, store.py finds what was published.
"""
