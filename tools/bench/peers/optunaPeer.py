"""A grid with Optuna, whose trials are in a data base: optunaPeer.py FOLDER LOG WIDTH HEIGHT."""

import sys

import optuna

folder, log = sys.argv[1:3]
width, height = map(int, sys.argv[3:5])
optuna.logging.set_verbosity(optuna.logging.ERROR)
grid = {"x": list(range(1, width + 1)), "y": list(range(1, height + 1))}


def objective(trial):
    x = trial.suggest_int("x", 1, width)
    y = trial.suggest_int("y", 1, height)
    with open(log, "a") as lines:
        lines.write(f"{x}-{y}\n")
    return x * x + y


study = optuna.create_study(
    study_name="bench",
    storage=f"sqlite:///{folder}/study.db",
    load_if_exists=True,
    sampler=optuna.samplers.GridSampler(grid, seed=0),
)
study.optimize(objective, n_trials=width * height)
