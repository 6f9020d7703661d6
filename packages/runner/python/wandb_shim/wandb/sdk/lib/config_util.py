"""Libraries ask here for the error of a config item that would change."""

from ...errors import ConfigError

__all__ = ["ConfigError"]
