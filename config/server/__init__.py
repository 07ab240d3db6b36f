"""A worker class for gunicorn that slow clients cannot occupy: docs/decisions/0033-slow-clients.md."""
