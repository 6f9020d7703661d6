"""The 1,797 handwritten digits that come with scikit-learn: 8 by 8 pixels, no download."""

from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split


def load(seed):
    """Three quarters to train, one to validate, each digit in proportion."""
    pixels, digits = load_digits(return_X_y=True)
    return train_test_split(pixels / 16, digits, test_size=0.25, stratify=digits, random_state=seed)
