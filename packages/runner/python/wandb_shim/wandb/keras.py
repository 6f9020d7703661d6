"""Callbacks that log the metrics of Keras. The program has Keras itself, alone or as a part of TensorFlow."""

import sys

import wandb

from ._numbers import as_number
from .errors import Error

if "tensorflow" in sys.modules or "keras" not in sys.modules:
    from tensorflow.keras import callbacks as _callbacks
else:
    from keras import callbacks as _callbacks


class WandbMetricsLogger(_callbacks.Callback):
    """Logs `epoch/loss` and the like after each epoch, or `batch/loss` after every few batches."""

    def __init__(self, log_freq="epoch", initial_global_step=0, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if wandb.run is None:
            raise Error("call wandb.init() before WandbMetricsLogger()")
        self.log_freq = 1 if log_freq == "batch" else None if log_freq == "epoch" else log_freq
        self.global_batch = 0
        self.global_step = initial_global_step

    def on_epoch_end(self, epoch, logs=None):
        self._log("epoch", {**(logs or {}), "epoch": epoch})

    def on_train_batch_end(self, batch, logs=None):
        self.global_step += 1
        if self.log_freq is not None and batch % self.log_freq == 0:
            self._log("batch", {**(logs or {}), "batch_step": self.global_batch})
            self.global_batch += self.log_freq

    def _log(self, unit, values):
        rate = self._learning_rate()
        known = values if rate is None else {**values, "learning_rate": rate}
        wandb.log({unit + "/" + name: value for name, value in known.items()})

    def _learning_rate(self):
        rate = getattr(getattr(self.model, "optimizer", None), "learning_rate", None)
        number = as_number(rate)
        # A schedule is a function of the step.
        return as_number(rate(self.global_step)) if number is None and callable(rate) else number


class WandbCallback(_callbacks.Callback):
    """Logs the metrics after each epoch by their own names, and the best of one in the summary. It saves no model."""

    def __init__(self, monitor="val_loss", verbose=0, mode="auto", log_best_prefix="best_", **kwargs):
        super().__init__()
        if wandb.run is None:
            raise Error("call wandb.init() before WandbCallback()")
        self.monitor = monitor
        self.log_best_prefix = log_best_prefix
        is_auto = mode not in ("min", "max")
        self._sign = -1 if mode == "max" or (is_auto and ("acc" in monitor or monitor.startswith("fmeasure"))) else 1
        self.best = None

    def on_epoch_end(self, epoch, logs=None):
        logs = dict(logs or {})
        wandb.log({"epoch": epoch, **logs})
        now = as_number(logs.get(self.monitor))
        if now is None or (self.best is not None and not self._sign * now < self._sign * self.best):
            return
        self.best = now
        if self.log_best_prefix:
            wandb.run.summary[self.log_best_prefix + self.monitor] = now
            wandb.run.summary[self.log_best_prefix + "epoch"] = epoch


class WandbModelCheckpoint(_callbacks.ModelCheckpoint):
    """Saves what Keras saves, where the program says."""
