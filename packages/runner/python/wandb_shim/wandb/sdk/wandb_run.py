"""Libraries ask here for the type of a run."""

from .._run import Run

__all__ = ["Run"]
