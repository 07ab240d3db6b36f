"""A worker class for gunicorn that slow clients cannot occupy: docs/decisions/0054-slow-clients.md."""
