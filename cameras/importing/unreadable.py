"""The error that ends an import before its first row."""


class UnreadableFile(Exception):
    """A file that cannot be read at all; the message says what was found and what is accepted."""
