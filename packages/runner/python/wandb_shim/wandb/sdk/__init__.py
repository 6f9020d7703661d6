"""Libraries ask below here for the type of a run; nothing else is there."""

from . import lib, wandb_config, wandb_run

__all__ = ["lib", "wandb_config", "wandb_run"]
