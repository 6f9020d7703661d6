"""A multilayer perceptron on handwritten digits: one epoch after the other, with a report after each."""

import sys

import tune

try:
    import numpy as np
    from sklearn.neural_network import MLPClassifier

    from data import load
except ModuleNotFoundError as error:
    sys.exit(
        f"There is no {error.name} for {sys.executable}\n"
        "Install it: python3 -m pip install -r workspace-example/sklearn/requirements.txt\n"
        "or, on Debian: apt-get install python3-sklearn && PATH=/usr/bin:$PATH npx nx tune sklearn"
    )


def train(params, seed):
    train_pixels, valid_pixels, train_digits, valid_digits = load(seed)
    model = MLPClassifier(
        hidden_layer_sizes=(32,),
        solver="sgd",
        momentum=0.9,
        learning_rate_init=params["learning_rate"],
        alpha=params["alpha"],
        batch_size=params["batch_size"],
        random_state=seed,
    )
    for epoch in range(1, params["epochs"] + 1):
        model.partial_fit(train_pixels, train_digits, classes=np.arange(10))
        error = 1 - model.score(valid_pixels, valid_digits)
        # Rounded, so that the last bits of another processor are no other result.
        scores = {"validation_error": round(error, 4), "loss": round(float(model.loss_), 4)}
        tune.report(epoch, **scores)
    return scores


tune.answer(**train(tune.params, tune.seed))
