"""Files that a program keeps go into the folder of the trial, which is cached with its result."""

import contextlib
import glob
import os
import shutil

from ._notes import refused
from .errors import UsageError


class Artifact:
    """Names files; logging it copies them."""

    def __init__(self, name, type, description=None, metadata=None, **kwargs):  # noqa: A002  as W&B calls it
        self.name = name
        self.type = type
        self.description = description
        self.metadata = metadata or {}
        self._files = []

    def add_file(self, local_path, name=None, **kwargs):
        if not os.path.isfile(local_path):
            raise ValueError("Path is not a file: {!r}".format(local_path))
        self._files.append((os.fspath(local_path), name or os.path.basename(local_path)))

    def add_dir(self, local_path, name=None, **kwargs):
        if not os.path.isdir(local_path):
            raise ValueError("Path is not a directory: {!r}".format(local_path))
        for path in _files_below(local_path):
            self._files.append((path, os.path.join(name or "", os.path.relpath(path, local_path))))

    def add(self, obj, name):
        """Media: nothing comes of it."""

    def add_reference(self, uri, name=None, **kwargs):
        """Nothing is fetched."""

    @contextlib.contextmanager
    def new_file(self, name, mode="x", encoding=None):
        raise UsageError(refused("Artifact.new_file", "Write the file, and pass its path to add_file."))
        yield

    def wait(self, timeout=None):
        return self

    def _copy_into(self, folder):
        for path, name in self._files:
            copy(path, inside(os.path.join(folder, "artifacts", self.name), name))


def files_of(pattern, base_path=None, is_glob=True):
    """Yields (path, name) of each file that `wandb.save` names; folders count with what is in them."""
    pattern = os.fspath(pattern)
    for match in sorted(glob.glob(pattern)) if is_glob else [pattern]:
        start = base_path if base_path is not None else "." if not os.path.isabs(match) else os.path.dirname(match)
        for path in _files_below(match) if os.path.isdir(match) else [match]:
            yield path, os.path.relpath(path, start)


def copy(source, target):
    os.makedirs(os.path.dirname(target), exist_ok=True)
    shutil.copyfile(source, target)


def inside(folder, name):
    """The path of a name below a folder; one that would lead out of it has its last part alone."""
    path = os.path.normpath(os.path.join(folder, name))
    return path if path.startswith(os.path.join(folder, "")) else os.path.join(folder, os.path.basename(path))


def is_inside(folder, path):
    return os.path.realpath(path).startswith(os.path.join(os.path.realpath(folder), ""))


def _files_below(folder):
    for path, folders, names in os.walk(folder):
        folders.sort()
        for name in sorted(names):
            yield os.path.join(path, name)
