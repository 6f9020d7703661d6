"""Charts: every function takes what it is given, and nothing comes of it."""

from ._media import Media


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    return Media
