"""`wandb.config`: what the program sets itself, and the params of the trial, which win."""

import dataclasses
import enum
import os
from collections.abc import Mapping, Sequence, Set

from ._notes import note
from .errors import ConfigError, Error, UsageError

_DEFAULTS = "config-defaults.yaml"


class Config:
    """A mapping whose items are attributes, too. Params of the trial cannot be changed, as under a sweep of W&B."""

    def __init__(self):
        object.__setattr__(self, "_items", {})
        object.__setattr__(self, "_locked", set())

    def __repr__(self):
        return str(dict(self))

    def keys(self):
        return [key for key in self._items if not key.startswith("_")]

    def items(self):
        return [(key, self._items[key]) for key in self.keys()]

    def as_dict(self):
        return dict(self)

    def get(self, *args):
        return self._items.get(*args)

    def __iter__(self):
        return iter(self._items)

    def __contains__(self, key):
        return key in self._items

    def __getitem__(self, key):
        return self._items[key]

    def __getattr__(self, key):
        # A copy asks for these before it has them.
        if key.startswith("__") or key in ("_items", "_locked"):
            raise AttributeError(key)
        try:
            return self._items[key]
        except KeyError:
            raise AttributeError("wandb.config has no {!r}: neither a param nor the program sets it".format(key)) from None

    def __setitem__(self, key, value):
        self.update({key: value})

    __setattr__ = __setitem__

    def update(self, d, allow_val_change=None):
        self._set(parse_config(d), allow_val_change)

    def setdefaults(self, d):
        self._set({key: value for key, value in parse_config(d).items() if key not in self._items}, True)

    def persist(self):
        """Has nothing to do here."""

    def _set(self, values, allow_val_change):
        for key, value in values.items():
            key, value = str(key).strip("-"), plain(value)
            changes = key in self._items and self._items[key] != value
            if key in self._locked:
                if changes:
                    note("config item {!r} stays what the sweep has chosen".format(key))
                continue
            if changes and not allow_val_change:
                raise ConfigError(
                    "config item {!r} would change from {!r} to {!r}: pass allow_val_change=True to config.update".format(
                        key, self._items[key], value
                    )
                )
            self._items[key] = value

    def _lock(self, params):
        for key, value in params.items():
            self._items[key] = _merged(self._items.get(key), value)
            self._locked.add(key)


def new_config(given, params, include=None, exclude=None):
    """The config of a run: defaults of the project, then what the program gives, then the params of the trial."""
    config = Config()
    config._set(_from_file(_DEFAULTS) if os.path.exists(_DEFAULTS) else {}, True)
    config._set(parse_config(given or {}, exclude, include), True)
    config._lock(params)
    return config


def parse_config(params, exclude=None, include=None):
    """Makes a dict of what programs call a config: a dict, the arguments of argparse, flags of absl, or a file's name."""
    if exclude and include:
        raise UsageError("expected at most one of exclude and include")
    values = _to_dict(params)
    if include:
        return {key: value for key, value in values.items() if key in include}
    return {key: value for key, value in values.items() if key not in (exclude or ())}


def _to_dict(params):
    if isinstance(params, str):
        return _from_file(params)
    if isinstance(params, (Mapping, Config)):
        return dict(params)
    flags = getattr(params, "FLAGS", params)
    if hasattr(flags, "flag_values_dict"):
        return flags.flag_values_dict()
    if not hasattr(params, "__dict__"):
        raise TypeError("config must be a dict or have a __dict__ attribute")
    return vars(params)


def _from_file(path):
    """Reads `name: {value: 1}` of each item, as W&B writes its config files."""
    try:
        import yaml
    except ImportError:
        raise Error("reading {} needs the package PyYAML".format(path)) from None
    if not os.path.exists(path):
        raise ConfigError("config file {} does not exist".format(path))
    with open(path, encoding="utf-8") as file:
        loaded = yaml.safe_load(file) or {}
    return {key: item["value"] for key, item in loaded.items() if key != "wandb_version"}


def _merged(given, chosen):
    """What the sweep has chosen, with what only the program gives beside it in nested items."""
    if not (isinstance(given, dict) and isinstance(chosen, dict)):
        return chosen
    return dict(given, **{key: _merged(given.get(key), value) for key, value in chosen.items()})


def plain(value):
    """What W&B would hand back of a value: dicts, lists, texts and numbers."""
    if isinstance(value, Mapping):
        return {key: plain(item) for key, item in value.items()}
    if value is None or type(value) in (bool, int, float, str):
        return value
    if isinstance(value, enum.Enum):
        return value.name
    if isinstance(value, bytes):
        return value.decode("utf-8")
    if isinstance(value, (Sequence, Set)) and not isinstance(value, str):
        return [plain(item) for item in value]
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return plain(dataclasses.asdict(value))
    for name in ("tolist", "isoformat"):
        if callable(getattr(value, name, None)) and not isinstance(value, type):
            return getattr(value, name)()
    if callable(value) and hasattr(value, "__qualname__"):
        return "{}.{}".format(value.__module__, value.__qualname__)
    for kind in (int, float, str):
        if isinstance(value, kind):
            return kind(value)
    return str(value)
