"""A grid with joblib, which keeps what a function returned: joblibPeer.py FOLDER LOG WIDTH HEIGHT."""

import sys

from joblib import Memory, Parallel, delayed

folder, log = sys.argv[1:3]
width, height = map(int, sys.argv[3:5])


def objective(x, y, log):
    with open(log, "a") as lines:
        lines.write(f"{x}-{y}\n")
    return x * x + y


known = Memory(folder, verbose=0).cache(objective, ignore=["log"])
points = [(x, y) for y in range(1, height + 1) for x in range(1, width + 1)]
Parallel(n_jobs=2)(delayed(known)(x, y, log) for x, y in points)
