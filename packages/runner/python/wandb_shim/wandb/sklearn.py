"""Charts of scikit-learn's models: every function takes what it is given, and nothing comes of it."""

from ._media import Media
from ._notes import note


def __getattr__(name):
    if not name.startswith("plot_"):
        raise AttributeError(name)

    def plot(*args, **kwargs):
        note("charts of wandb.sklearn are left out: metrics are numbers", kind="sklearn")
        return Media()

    return plot
