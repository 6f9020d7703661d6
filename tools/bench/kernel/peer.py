"""Multinomial logistic regression with momentum in numpy: peer.py FOLDER IMAGES BATCH ROUNDS STEP_SIZE MOMENTUM L2."""

import json
import pathlib
import sys
import time

import numpy as np

folder = pathlib.Path(sys.argv[1])
count, batch, rounds = map(int, sys.argv[2:5])
step_size, momentum, l2 = map(float, sys.argv[5:8])
pixels = np.fromfile(folder / "train-images-idx3-ubyte", np.uint8, offset=16).reshape(-1, 784)[:count]
labels = np.fromfile(folder / "train-labels-idx1-ubyte", np.uint8, offset=8)[:count]
features = np.hstack([pixels / 255, np.ones((count, 1))])
targets = np.eye(10)[labels]


def epoch(weights):
    velocity = np.zeros_like(weights)
    order = np.random.default_rng(1).permutation(count)
    for start in range(0, count, batch):
        rows = order[start : start + batch]
        x = features[rows]
        scores = x @ weights
        scores = np.exp(scores - scores.max(axis=1, keepdims=True))
        residual = scores / scores.sum(axis=1, keepdims=True) - targets[rows]
        gradient = x.T @ residual / len(rows)
        gradient[:-1] += l2 * weights[:-1]
        velocity = momentum * velocity - step_size * gradient
        weights += velocity


found = []
for _ in range(rounds):
    weights = np.zeros((785, 10))
    started = time.perf_counter()
    epoch(weights)
    seconds = time.perf_counter() - started
    error = float(((features @ weights).argmax(axis=1) != labels).mean())
    found.append({"seconds": seconds, "error": error})
print(json.dumps(min(found, key=lambda one: one["seconds"])))
