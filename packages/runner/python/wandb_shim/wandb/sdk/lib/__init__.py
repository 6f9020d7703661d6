"""Libraries ask here for the type of a disabled run."""

from ..._run import RunDisabled
from . import config_util

__all__ = ["config_util", "RunDisabled"]
