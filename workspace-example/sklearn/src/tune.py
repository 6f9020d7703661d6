"""What a trial is told, what it reports and what it answers."""

import json
import os

params = json.loads(os.environ["TUNE_PARAMS"])
seed = int(os.environ["TUNE_SEED"])
folder = os.environ["TUNE_TRIAL_DIR"]


def report(step, **metrics):
    with open(f"{folder}/curve.jsonl", "a") as file:
        print(json.dumps({"step": step, "metrics": metrics}), file=file)


def answer(**metrics):
    with open(f"{folder}/metrics.json", "w") as file:
        json.dump(metrics, file)
