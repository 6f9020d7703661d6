import type { SweepDraft } from '../sweepDraft.js';
import { scores } from './scores.js';

/** Writes a script in Python that needs only its standard library. */
export function pythonExample({ metric: { name, goal } }: SweepDraft): string {
  return `"""An example: replace it with what you want to tune.

It fits a line to noisy points by gradient descent with momentum, and reports
${scores[goal].meaning}.
All randomness comes from the seed, so the same params always give the same
result, and no trial has to run twice.
"""
import json
import os
import random

params = json.loads(os.environ["TUNE_PARAMS"])
rng = random.Random(os.environ["TUNE_SEED"])
folder = os.environ["TUNE_TRIAL_DIR"]  # files written here are cached with the result


def noisy_point():
    """A point near the line y = 2 x + 0.5."""
    x = rng.uniform(-1, 1)
    return x, 2 * x + 0.5 + rng.uniform(-0.15, 0.15)


def mean(values):
    return sum(values) / len(values)


def error(line, point):
    (slope, offset), (x, y) = line, point
    return slope * x + offset - y


def gradient(line, points):
    """The gradient of the mean squared error."""
    slope = mean([point[0] * error(line, point) for point in points])
    return 2 * slope, 2 * mean([error(line, point) for point in points])


${scores[goal].python}

points = [noisy_point() for _ in range(60)]
training, validation = points[:40], points[40:]
line = step = (0.0, 0.0)
with open(f"{folder}/curve.jsonl", "w") as curve:  # the learning curve, in the report
    for epoch in range(1, params["epochs"] + 1):
        slopes = gradient(line, training)
        step = tuple(params["momentum"] * s - params["rate"] * g for s, g in zip(step, slopes))
        line = tuple(l + s for l, s in zip(line, step))
        metrics = {${JSON.stringify(name)}: score(line, validation)}
        print(json.dumps({"step": epoch, "metrics": metrics}), file=curve)

print(json.dumps(metrics))  # the last line holds the metrics
`;
}
