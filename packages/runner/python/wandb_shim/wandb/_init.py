"""Begins and ends runs. One process of a trial writes at a time, and the module's names follow the run that goes on."""

import atexit
import multiprocessing
import os
import sys
from multiprocessing.util import Finalize

from ._config import new_config
from ._notes import note, refused
from ._run import Run
from ._trial import Trial
from .errors import UsageError

_active = []
_state = {"pid": None, "failed": False}


def init(
    entity=None,
    project=None,
    dir=None,  # noqa: A002
    id=None,  # noqa: A002
    name=None,
    notes=None,
    tags=None,
    config=None,
    config_exclude_keys=None,
    config_include_keys=None,
    allow_val_change=None,
    group=None,
    job_type=None,
    mode=None,
    force=None,
    reinit=None,
    resume=None,
    resume_from=None,
    fork_from=None,
    save_code=None,
    tensorboard=None,
    sync_tensorboard=None,
    monitor_gym=None,
    settings=None,
    anonymous=None,
    magic=None,
    on_change=None,
):
    """Begins a run of the trial, or returns the one that goes on, as W&B does unless `reinit` is given."""
    if resume_from is not None or fork_from is not None:
        raise UsageError(refused("wandb.init(resume_from=, fork_from=)", "A trial cannot go on from a run of W&B."))
    if sync_tensorboard or tensorboard:
        note("sync_tensorboard has no effect: what is to be a metric is logged with wandb.log")
    here = _here()
    if here and reinit in (None, False, "default", "return_previous"):
        return here[-1]
    for run in here:
        run.finish()
    trial = Trial()
    values = new_config(config, trial.params(), config_include_keys, config_exclude_keys)
    writes = (mode or _mode_of(settings)) != "disabled" and _may_write(trial)
    about = {"entity": entity, "project": project, "name": name, "notes": notes, "tags": tags}
    run = Run(trial, values, writes, _forget, group=group, job_type=job_type, **about)
    _active[:] = [run]
    _end_with_process()
    _publish(run)
    return run


def finish(exit_code=None, quiet=None):
    for run in _here():
        run.finish(exit_code)


def current():
    """The run that goes on; None outside of one."""
    return _active[-1] if _active else None


def on_change(publish):
    """Sets the function that is told the run that goes on, or None."""
    global _publish
    _publish = publish


def _publish(run):
    pass


def _here():
    return [run for run in _active if run._pid == os.getpid()]


def _forget(run):
    if run in _active:
        _active.remove(run)
        _publish(None)


def _mode_of(settings):
    return settings.get("mode") if isinstance(settings, dict) else getattr(settings, "mode", None)


def _may_write(trial):
    rank = os.environ.get("RANK", "0")
    if rank != "0" and os.environ.get("WORLD_SIZE", "1") != "1":
        note("rank {} logs nothing: rank 0 does".format(rank))
        return False
    if trial.claim():
        return True
    note("another process of this trial logs already: what this one logs is left out")
    return False


def _end_with_process():
    """A run ends with its process, and has failed if the process ends with an error."""
    if _state["pid"] == os.getpid():
        return
    _state.update(pid=os.getpid(), failed=False)
    hook = sys.excepthook

    def crashed(*args):
        _state["failed"] = True
        hook(*args)

    sys.excepthook = crashed
    if multiprocessing.current_process().name == "MainProcess":
        atexit.register(_end)
    else:
        # Such a process ends without what is registered with atexit.
        Finalize(None, _end, exitpriority=1)


def _end():
    error = sys.exc_info()[1]
    code = error.code if isinstance(error, SystemExit) else int(_state["failed"] or error is not None)
    finish(code or 0)
