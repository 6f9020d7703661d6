"""Finds the numbers in what a program logs: only numbers are metrics."""

from collections.abc import Mapping
from numbers import Real

# The largest integer that every reader of JSON takes for the same number.
_MOST_EXACT = 2**53


def flatten(data, prefix=""):
    """Yields (name, value) for each value; `{"val": {"loss": 1}}` has the name `val.loss`."""
    for key, value in data.items():
        name = prefix + str(key)
        if isinstance(value, Mapping) and value:
            yield from flatten(value, name + ".")
        else:
            yield name, value


def as_number(value):
    """Returns an int or a float, also for a tensor or an array with a single element; None for anything else."""
    if isinstance(value, (str, bytes)):
        return None
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, int):
        return int(value) if abs(value) <= _MOST_EXACT else _as_float(value)
    if isinstance(value, Real):
        return _as_float(value)
    inner = _inner(value)
    return as_number(inner) if isinstance(inner, (bool, int, float)) else None


def _as_float(value):
    try:
        return float(value)
    except OverflowError:
        return float("inf") if value > 0 else float("-inf")


def _inner(value):
    """The Python number in a value of numpy, PyTorch, JAX or TensorFlow."""
    for name in ("item", "numpy"):
        method = getattr(value, name, None)
        if not callable(method):
            continue
        try:
            inner = method()
            return inner if name == "item" else inner.item()
        except Exception:  # noqa: BLE001  each library has its own error for more than one element
            continue
    return None
