"""The errors that programs may catch."""


class Error(Exception):
    """Any error of this module."""


class CommError(Error):
    """Never raised here, since there is no server."""


class UsageError(Error):
    """A call that makes no sense at this point."""


class AuthenticationError(CommError):
    """Never raised here, since there is no account."""


class ConfigError(Error):
    """A config value was about to change without `allow_val_change`."""
