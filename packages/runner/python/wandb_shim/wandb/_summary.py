"""`run.summary`: one value for each metric, by default the last that was logged. These become the metrics of the trial."""

from ._numbers import as_number, flatten
from .errors import Error

_AGGREGATES = ("min", "max", "mean", "last", "first", "best", "copy", "none")


class Definition:
    """What `define_metric` says of a metric, or of all whose names begin alike."""

    def __init__(self, name, step_metric=None, summary=None, goal=None):
        if not isinstance(name, str) or name == "" or "*" in name[:-1]:
            raise Error("define_metric: a name such as loss or val/*, not {!r}".format(name))
        self.name = name
        self.step_metric = getattr(step_metric, "name", step_metric)
        self.goal = None if goal is None else goal[:3].lower()
        if self.goal not in (None, "min", "max"):
            raise Error("define_metric: goal is minimize or maximize, not {!r}".format(goal))
        words = [word.strip().lower() for word in summary.split(",")] if summary else []
        for word in words:
            if word not in _AGGREGATES:
                raise Error("define_metric: no summary {!r}; there are {}".format(word, ", ".join(_AGGREGATES)))
        self.is_hidden = "none" in words
        self.aggregates = [word for word in words if word not in ("none", "copy")]

    def fits(self, name):
        return name.startswith(self.name[:-1]) if self.name.endswith("*") else name == self.name


class Tally:
    """What is known of one metric."""

    def __init__(self):
        self.latest = self.first = None
        self.least = self.most = None
        self.total = 0.0
        self.count = 0
        self.definition = None
        self.is_fixed = False

    def add(self, value):
        number = as_number(value)
        self.latest = value if number is None else number
        if self.first is None:
            self.first = self.latest
        if number is None:
            return
        # The smallest of numbers of which one is NaN is NaN, as for W&B.
        self.least = number if self.least is None or number != number or number < self.least else self.least
        self.most = number if self.most is None or number != number or number > self.most else self.most
        self.total += number
        self.count += 1

    def fix(self, value):
        """A value that the program sets itself counts instead of any aggregate."""
        number = as_number(value)
        self.latest = value if number is None else number
        self.definition = None
        self.is_fixed = True

    def aggregates(self):
        """The values that `define_metric` asks for, by their names; none if the last value is meant."""
        of = {"min": self.least, "max": self.most, "last": self.latest, "first": self.first}
        of["mean"] = self.total / self.count if self.count else None
        of["best"] = of["max" if self.definition and self.definition.goal == "max" else "min"]
        names = self.definition.aggregates if self.definition else []
        return {name: of[name] for name in names if of[name] is not None}

    def value(self):
        return self.aggregates() or self.latest

    def metrics(self, name):
        """`loss.min` as W&B names it, and `loss` as the file of the sweep may: the aggregate if there is one alone."""
        aggregates = self.aggregates()
        [plain] = aggregates.values() if len(aggregates) == 1 else [self.latest]
        found = {name: plain, **{name + "." + word: value for word, value in aggregates.items()}}
        return {key: as_number(value) for key, value in found.items() if as_number(value) is not None}


class Tallies:
    """The tallies of a run, by the names of metrics."""

    def __init__(self):
        self.by_name = {}
        self._definitions = []

    def define(self, definition):
        self._definitions = [one for one in self._definitions if one.name != definition.name] + [definition]
        for name, tally in self.by_name.items():
            if definition.name == name:
                tally.definition = definition

    def add(self, values):
        for name, value in values.items():
            self._tally(name).add(value)

    def fix(self, name, value):
        self._tally(name).fix(value)

    def shown(self):
        """All but those of which `define_metric` wants no summary."""
        return {name: one for name, one in self.by_name.items() if not (one.definition and one.definition.is_hidden)}

    def metrics(self):
        found = {}
        for name, tally in self.shown().items():
            found.update(tally.metrics(name))
        return found

    def _tally(self, name):
        tally = self.by_name.setdefault(name, Tally())
        if tally.definition is None and not tally.is_fixed:
            # What is said of fewer metrics counts first.
            fitting = [one for one in self._definitions if one.fits(name)]
            fitting.sort(key=lambda one: (one.name != name, -len(one.name)))
            tally.definition = fitting[0] if fitting else None
        return tally


class Summary:
    """A mapping of the tallies, or of those below one name, whose items are attributes, too."""

    def __init__(self, tallies, prefix=""):
        object.__setattr__(self, "_tallies", tallies)
        object.__setattr__(self, "_prefix", prefix)

    def _names(self):
        return [name for name in self._tallies.shown() if name.startswith(self._prefix)]

    def keys(self):
        return list(dict.fromkeys(name[len(self._prefix) :].split(".")[0] for name in self._names()))

    def items(self):
        return [(key, self[key]) for key in self.keys()]

    def __iter__(self):
        return iter(self.keys())

    def __len__(self):
        return len(self.keys())

    def __contains__(self, key):
        return self.get(key) is not None

    def __repr__(self):
        return str(self._as_dict())

    def _as_dict(self):
        return {key: value._as_dict() if isinstance(value, Summary) else value for key, value in self.items()}

    def get(self, key, default=None):
        try:
            return self[key]
        except KeyError:
            return default

    def __getitem__(self, key):
        path = self._prefix + key
        tally = self._tallies.shown().get(path)
        if tally is not None:
            return tally.value()
        if any(name.startswith(path + ".") for name in self._names()):
            return Summary(self._tallies, path + ".")
        raise KeyError(key)

    def __getattr__(self, key):
        if key.startswith("__") or key in ("_tallies", "_prefix"):
            raise AttributeError(key)
        try:
            return self[key]
        except KeyError:
            raise AttributeError("the summary has no {!r}: it was neither logged nor set".format(key)) from None

    def __setitem__(self, key, value):
        self.update({key: value})

    __setattr__ = __setitem__

    def update(self, d):
        for name, value in flatten(d, self._prefix):
            self._tallies.fix(name, value)

    def __delitem__(self, key):
        path = self._prefix + key
        for name in self._names():
            if name == path or name.startswith(path + "."):
                del self._tallies.by_name[name]

    __delattr__ = __delitem__
