"""Pictures of the pages as people see them, to be looked at and shown in docs/screens.md."""
