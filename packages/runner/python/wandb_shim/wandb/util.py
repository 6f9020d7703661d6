"""The one function that training scripts use of it."""

from ._notes import refused
from ._trial import Trial


def generate_id(length=8):
    """Not random: the id of the trial, so that results do not differ from run to run."""
    return Trial().id


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    raise AttributeError(refused("wandb.util." + name))
