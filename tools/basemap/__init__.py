"""Offline tools that make a street map file (PMTiles); the running site needs none of them."""
