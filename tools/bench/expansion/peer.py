"""Lists as many points as worker.mjs with scikit-learn: python3 peer.py grid 1000000."""

import json
import sys
import time

from scipy.stats import loguniform, uniform
from sklearn.model_selection import ParameterGrid, ParameterSampler

method, text = sys.argv[1:]
count = int(text)
side = round(count ** (1 / 3))
if method == "grid":
    points = ParameterGrid(
        {
            "a": [index / side for index in range(side)],
            "b": list(range(1, side + 1)),
            "c": [f"v{index}" for index in range(side)],
        }
    )
else:
    space = {"a": uniform(0, 1), "b": loguniform(0.00001, 1), "c": ["x", "y", "z"]}
    points = ParameterSampler(space, count, random_state=0)
started = time.perf_counter()
listed = list(points)
print(json.dumps({"count": len(listed), "seconds": time.perf_counter() - started}))
