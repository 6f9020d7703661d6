"""Of the integrations there is the one of Keras."""
