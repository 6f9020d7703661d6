"""Libraries ask here for the type of a disabled run."""

from ..._run import RunDisabled

__all__ = ["RunDisabled"]
