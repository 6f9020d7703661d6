"""The trial that this process belongs to: what it is given, and what it leaves."""

import contextlib
import json
import os

from ._notes import refused
from .errors import UsageError

_CURVE = "curve.jsonl"
_METRICS = "metrics.json"
# An empty file that exists while a run is written, so that no second process writes at the same time.
_CLAIM = ".wandb-writer"
_FILES = "wandb"


class Trial:
    """The files of the trial. Nothing is written outside of its folder."""

    def __init__(self):
        self.id = _variable("TUNE_TRIAL_ID")
        self._folder = os.path.abspath(_variable("TUNE_TRIAL_DIR"))
        self._files = os.path.join(self._folder, _FILES)
        self._has_curve = False

    def params(self):
        with open(_variable("TUNE_PARAMS_FILE"), encoding="utf-8") as file:
            return json.load(file)

    def claim(self):
        """Returns whether this process may write: the first one may, until it is done."""
        try:
            os.close(os.open(self._path(_CLAIM), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        self._has_curve = False
        return True

    @property
    def dir(self):
        """The folder for files of the program, which is there as soon as somebody asks for it."""
        os.makedirs(self._files, exist_ok=True)
        return self._files

    def report(self, step, metrics):
        """Appends to the learning curve; the first report of a run replaces the curve of an earlier run."""
        with open(self._path(_CURVE), "a" if self._has_curve else "w", encoding="utf-8") as file:
            file.write(json.dumps({"step": step, "metrics": metrics}) + "\n")
        self._has_curve = True

    def answer(self, metrics):
        """Adds to the metrics that an earlier run of the trial has left."""
        both = dict(self._answered(), **metrics)
        if both:
            # A reader sees all of it or nothing.
            written = self._path(_METRICS + ".new")
            with open(written, "w", encoding="utf-8") as file:
                json.dump(both, file)
            os.replace(written, self._path(_METRICS))

    def release(self):
        self.tidy()
        os.remove(self._path(_CLAIM))

    def tidy(self):
        """Removes the folder for files if it is empty."""
        with contextlib.suppress(OSError):
            os.rmdir(self._files)

    def _answered(self):
        try:
            with open(self._path(_METRICS), encoding="utf-8") as file:
                answered = json.load(file)
        except FileNotFoundError:
            return {}
        return answered if isinstance(answered, dict) else {}

    def _path(self, name):
        return os.path.join(self._folder, name)


def _variable(name):
    value = os.environ.get(name)
    if value is None:
        raise UsageError(refused("wandb.init", "It needs {}, which every trial of nx-tune has.".format(name)))
    return value
