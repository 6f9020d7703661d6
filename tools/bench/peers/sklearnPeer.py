"""A grid with scikit-learn, which keeps nothing between two runs: sklearnPeer.py FOLDER LOG WIDTH HEIGHT."""

import sys

from sklearn.base import BaseEstimator
from sklearn.model_selection import GridSearchCV

_, log = sys.argv[1:3]
width, height = map(int, sys.argv[3:5])


class Objective(BaseEstimator):
    def __init__(self, x=0, y=0):
        self.x = x
        self.y = y

    def fit(self, data, target=None):
        with open(log, "a") as lines:
            lines.write(f"{self.x}-{self.y}\n")
        return self

    def score(self, data, target=None):
        return -(self.x * self.x + self.y)


grid = {"x": list(range(1, width + 1)), "y": list(range(1, height + 1))}
data = [[0.0], [1.0]]
GridSearchCV(Objective(), grid, cv=[([0], [1])], refit=False).fit(data)
