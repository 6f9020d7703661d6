"""A run: what `wandb.init` returns, and what writes the curve and the metrics of the trial."""

import os
import threading
from collections.abc import Mapping
from types import SimpleNamespace

from ._artifact import Artifact, copy, files_of, inside, is_inside
from ._media import Media
from ._notes import note, refused
from ._numbers import as_number, flatten
from ._summary import Definition, Summary, Tallies
from .errors import UsageError


class Run:
    """`writes` is whether it leaves anything: one that is disabled does not."""

    def __init__(self, trial, config, writes, on_finish, **about):
        self._trial = trial
        self._writes = writes
        self._on_finish = on_finish
        self._about = about
        self._pid = os.getpid()
        self._lock = threading.RLock()
        self._step = 0
        self._row = {}
        self._tallies = Tallies()
        self._saved = []
        self._is_finished = False
        self.config = config
        self.summary = Summary(self._tallies)
        self.name = about.get("name") or trial.id
        self.notes = about.get("notes")
        self.tags = tuple(about.get("tags") or ())

    id = property(lambda self: self._trial.id)
    dir = property(lambda self: self._trial.dir)
    step = property(lambda self: self._step)
    project = property(lambda self: self._about.get("project") or "uncategorized")
    entity = property(lambda self: self._about.get("entity") or "")
    group = property(lambda self: self._about.get("group") or "")
    job_type = property(lambda self: self._about.get("job_type") or "")
    path = property(lambda self: "/".join((self.entity, self.project, self.id)))
    settings = property(lambda self: SimpleNamespace(run_id=self.id, files_dir=self.dir, mode="offline"))
    sweep_id = property(lambda self: "nx-tune")
    disabled = property(lambda self: not self._writes)
    # There is no server, and a trial never goes on from a run of W&B.
    offline, resumed, starting_step = True, False, 0
    url = project_url = sweep_url = None

    def project_name(self):
        return self.project

    def get_url(self):
        return None

    get_project_url = get_sweep_url = get_url

    def __enter__(self):
        return self

    def __exit__(self, kind, error, trace):
        self.finish(exit_code=0 if kind is None else 1)
        return False

    def __deepcopy__(self, memo):
        return self

    def __repr__(self):
        return "<wandb.Run of trial {}>".format(self.id)

    def __getattr__(self, name):
        if name.startswith("_"):
            raise AttributeError(name)
        raise AttributeError(refused("run." + name))

    def log(self, data, step=None, commit=None, sync=None):
        """Numbers with the same step are one report; what is logged for a step that is over is left out, as W&B does."""
        if not isinstance(data, Mapping):
            raise TypeError("wandb.log takes a dictionary")
        if any(not isinstance(key, str) for key in data):
            raise TypeError("the keys of wandb.log are texts")
        if self._is_finished:
            raise UsageError("wandb.log after the run is finished")
        if not self._may_write():
            return
        with self._lock:
            if step is not None:
                step = int(step)
                if step > self._step:
                    self._report(step)
                elif step < self._step:
                    text = "step {} is less than the current step {}: left out, as W&B does".format(step, self._step)
                    note(text, kind="step")
                    return
            self._row.update(self._kept(data))
            if commit if commit is not None else step is None:
                self._report(self._step + 1)

    def define_metric(
        self, name, step_metric=None, step_sync=None, hidden=None, summary=None, goal=None, overwrite=None
    ):
        definition = Definition(name, step_metric, summary, goal)
        self._tallies.define(definition)
        return definition

    def save(self, glob_str=None, base_path=None, policy="live", glob=True):
        """Copies files into the folder of the trial, again at the end, since they may change until then."""
        # Without a path, older programs want their run to be known by its new name.
        if glob_str is not None and self._may_write():
            self._saved.append((glob_str, base_path, glob))
            return self._copy_saved(*self._saved[-1])
        return []

    def log_artifact(self, artifact_or_path, name=None, type=None, aliases=None, **kwargs):  # noqa: A002
        artifact = artifact_or_path
        if not isinstance(artifact, Artifact):
            artifact = Artifact(name or os.path.basename(artifact), type or "unspecified")
            add = artifact.add_dir if os.path.isdir(artifact_or_path) else artifact.add_file
            add(artifact_or_path)
        if self._may_write():
            artifact._copy_into(self.dir)
        return artifact

    upsert_artifact = finish_artifact = log_artifact

    def log_model(self, path, name=None, aliases=None):
        return self.log_artifact(path, name or "model", "model")

    def use_artifact(self, *args, **kwargs):
        raise UsageError(refused("use_artifact", "Read the files by their paths, and name them in \"inputs\"."))

    use_model = restore = use_artifact

    def _nothing(self, *args, **kwargs):
        """Has no effect here."""

    watch = unwatch = log_code = mark_preempting = link_artifact = link_model = _nothing
    pin_config_keys = display = status = write_logs = _label = _nothing

    def alert(self, title, text="", level=None, wait_duration=None):
        note("alert: {}: {}".format(title, text))

    def to_html(self, *args, **kwargs):
        return ""

    def finish(self, exit_code=None, quiet=None):
        """Writes the metrics, unless the program says that it has failed."""
        # A copy of the process has inherited the run, but not the right to end it.
        if self._is_finished or os.getpid() != self._pid:
            return
        self._is_finished = True
        try:
            if self._writes:
                self._leave(has_failed=exit_code not in (None, 0))
            else:
                self._trial.tidy()
        finally:
            self._on_finish(self)

    join = finish

    def _leave(self, has_failed):
        try:
            self._report(self._step + 1)
            if not has_failed:
                self._trial.answer(self._tallies.metrics())
            for one in self._saved:
                self._copy_saved(*one)
        finally:
            self._trial.release()

    def _may_write(self):
        if os.getpid() != self._pid:
            note("only the process that called wandb.init can log: what others log is left out", kind="process")
            return False
        return self._writes

    def _report(self, next_step):
        row, step = self._row, self._step
        self._row, self._step = {}, next_step
        self._tallies.add(row)
        numbers = {name: value for name, value in row.items() if not isinstance(value, str)}
        if numbers:
            self._trial.report(step, numbers)

    def _kept(self, data):
        """The numbers and texts, as they are now: a program may change a tensor before the report is complete."""
        kept = {}
        for name, value in flatten(data):
            number = as_number(value)
            if number is not None or isinstance(value, str):
                kept[name] = value if number is None else number
            elif value is not None:
                self._left_out(name, value)
        return kept

    def _left_out(self, name, value):
        of = "images, tables, charts and other media" if isinstance(value, Media) else "values that are not one number"
        note("{} such as {!r} are left out: metrics are numbers".format(of, name), kind=of)

    def _copy_saved(self, pattern, base_path, is_glob):
        found = [(path, name) for path, name in files_of(pattern, base_path, is_glob) if os.path.isfile(path)]
        files = [(path, name) for path, name in found if not is_inside(self.dir, path)]
        copies = [inside(self.dir, name) for _, name in files]
        for (path, _), target in zip(files, copies):
            copy(path, target)
        return copies


class RunDisabled(Run):
    """A name that programs ask for; a disabled run is a `Run` here."""
