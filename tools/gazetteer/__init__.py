"""Offline tools that make the gazetteer (fixtures/gazetteer); the running site needs none of them."""
