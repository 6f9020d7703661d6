"""Measures Optuna's NSGA-II on the problems of problems.mjs, and prints peers.json: python3 peers.py > peers.json"""

import json
import math
import warnings

import optuna

BUDGETS = [100, 200]
SEEDS = range(10)


def zdt(shape):
    def evaluate(x):
        g = 1 + 9 * sum(x[1:]) / (len(x) - 1)
        return [x[0], g * shape(x[0] / g, x[0])], None

    return 30, [11, 11], evaluate


def dtlz2(x):
    g = sum((y - 0.5) ** 2 for y in x[1:])
    return [(1 + g) * math.cos(x[0] * math.pi / 2), (1 + g) * math.sin(x[0] * math.pi / 2)]


def c2_dtlz2(x):
    a, b = dtlz2(x)
    half = math.sqrt(0.5)
    beyond = lambda c, d: (a - c) ** 2 + (b - d) ** 2 - 0.2**2
    return [a, b], min(beyond(1, 0), beyond(0, 1), beyond(half, half))


PROBLEMS = {
    "ZDT1": zdt(lambda share, first: 1 - math.sqrt(share)),
    "ZDT2": zdt(lambda share, first: 1 - share**2),
    "ZDT3": zdt(lambda share, first: 1 - math.sqrt(share) - share * math.sin(10 * math.pi * first)),
    "DTLZ2": (6, [1.1, 1.1], lambda x: (dtlz2(x), None)),
    "C2-DTLZ2": (12, [1.1, 1.1], c2_dtlz2),
}


def area(points, reference):
    total, height = 0.0, reference[1]
    for x, y in sorted(points):
        if x < reference[0] and y < height:
            total += (reference[0] - x) * (height - y)
            height = y
    return total


def run(problem, seed, population):
    variables, reference, evaluate = problem

    def objective(trial):
        losses, violation = evaluate([trial.suggest_float(f"x{i}", 0, 1) for i in range(variables)])
        trial.set_user_attr("violation", violation)
        return losses

    is_constrained = evaluate([0.5] * variables)[1] is not None
    constraints = (lambda trial: (trial.user_attrs["violation"],)) if is_constrained else None
    sampler = optuna.samplers.NSGAIISampler(population_size=population, seed=seed, constraints_func=constraints)
    study = optuna.create_study(directions=["minimize"] * 2, sampler=sampler)
    study.optimize(objective, n_trials=BUDGETS[-1])
    kept = lambda trial: (trial.user_attrs["violation"] or 0) <= 0
    return [area([t.values for t in study.trials[:n] if kept(t)], reference) for n in BUDGETS]


optuna.logging.set_verbosity(optuna.logging.WARNING)
warnings.simplefilter("ignore")
rows = [
    {
        "method": f"Optuna NSGA-II, population {population}",
        "problems": {name: [run(problem, seed, population) for seed in SEEDS] for name, problem in PROBLEMS.items()},
    }
    for population in (50, 20)
]
print(json.dumps({"version": f"Optuna {optuna.__version__}, NSGAIISampler", "budgets": BUDGETS, "rows": rows}))
