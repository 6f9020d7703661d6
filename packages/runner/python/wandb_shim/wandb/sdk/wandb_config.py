"""Libraries ask here for the type of a config."""

from .._config import Config

__all__ = ["Config"]
