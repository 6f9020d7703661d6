"""Stands for the client of Weights & Biases in trials of sweeps with `wandb: shim`.

The params of the trial are the config, what is logged is its curve, and the summary is its metrics. Nothing leaves the folder of
the trial, nothing is random, and nothing depends on the clock.
"""

import importlib as _importlib
import sys as _sys
from types import SimpleNamespace as _SimpleNamespace

from . import _init, errors, plot, sdk, util
from ._artifact import Artifact
from ._config import Config, parse_config as _parse_config
from ._init import finish, init
from ._media import (
    Audio,
    Classes,
    EvalTable,
    Graph,
    Histogram,
    Html,
    Image,
    JoinedTable,
    Media,
    Molecule,
    Object3D,
    Plotly,
    Table,
    Video,
    box3d,
)
from ._notes import REMEDY as _REMEDY, note as _note, refused as _refused
from ._run import Run
from .errors import CommError, Error, UsageError

__version__ = "0.28.0"

wandb_sdk = sdk
join = finish
helper = _SimpleNamespace(parse_config=_parse_config)
AlertLevel = _SimpleNamespace(INFO="INFO", WARN="WARN", ERROR="ERROR")


class Settings(_SimpleNamespace):
    """Takes all settings; only `mode="disabled"` has a meaning."""

    def __init__(self, **kwargs):
        super().__init__(**kwargs)


def login(*args, **kwargs):
    return True


def setup(*args, **kwargs):
    """There is nothing to set up."""


def teardown(exit_code=None):
    finish(exit_code)


def require(*args, **kwargs):
    """Everything that is there is there without it."""


def termlog(string="", *args, **kwargs):
    print("wandb: " + string, file=_sys.stderr)


termwarn = termerror = termlog


def plot_table(*args, **kwargs):
    return Media()


visualize = plot_table


class _BeforeInit:
    """Stands for the config and the summary while there is no run."""

    def __init__(self, name):
        object.__setattr__(self, "_name", name)

    def _refuse(self, key, *value):
        raise Error("call wandb.init() before {}[{!r}]".format(self._name, key))

    __getitem__ = __setitem__ = _refuse

    def __getattr__(self, key):
        if key.startswith("_"):
            raise AttributeError(key)
        self._refuse(key)

    def __setattr__(self, key, value):
        self._refuse(key)


def _of_run(name):
    """A function of the module that calls the one of the run that goes on."""

    def call(*args, **kwargs):
        if _init.current() is None:
            raise Error("call wandb.init() before wandb.{}()".format(name))
        return getattr(_init.current(), name)(*args, **kwargs)

    call.__name__ = name
    return call


log = _of_run("log")
save = _of_run("save")
watch = _of_run("watch")
unwatch = _of_run("unwatch")
alert = _of_run("alert")
define_metric = _of_run("define_metric")
log_artifact = _of_run("log_artifact")
log_model = _of_run("log_model")
link_model = _of_run("link_model")
mark_preempting = _of_run("mark_preempting")
use_artifact = _of_run("use_artifact")
use_model = _of_run("use_model")


def _publish(run):
    """Lets the names of the module follow the run that goes on."""
    values = {
        "run": run,
        "config": _BeforeInit("wandb.config") if run is None else run.config,
        "summary": _BeforeInit("wandb.summary") if run is None else run.summary,
    }
    globals().update(values)


_publish(None)
_init.on_change(_publish)

_OF_SWEEPS = (
    "The sweep is the file tune.yaml, and nx tune is its agent: write the space there, and call the training function itself."
)
_FROM_SERVER = "There is no server to ask: read files by their paths, and name them in \"inputs\" of the sweep file."


def _refuse(name, remedy):
    def call(*args, **kwargs):
        raise UsageError(_refused("wandb." + name, remedy))

    call.__name__ = name
    return call


sweep = _refuse("sweep", _OF_SWEEPS)
agent = _refuse("agent", _OF_SWEEPS)
controller = _refuse("controller", _OF_SWEEPS)
Api = _refuse("Api", _FROM_SERVER)
restore = _refuse("restore", _FROM_SERVER)


def __getattr__(name):
    if name.startswith("_"):
        raise AttributeError(name)
    if name in ("keras", "sklearn", "integration"):
        # Modules that are loaded when they are used.
        return _importlib.import_module(__name__ + "." + name)
    raise AttributeError(_refused("wandb." + name))


class _Refusals:
    """Says why a module below this one is not there, when no other finder has it."""

    def find_spec(self, name, path=None, target=None):
        if name.startswith(__name__ + "."):
            # With the name that was asked for, `from wandb import name` would say less.
            raise ModuleNotFoundError(_refused(name, "Log the numbers with wandb.log instead."), name=__name__)
        return None


_sys.meta_path.append(_Refusals())
