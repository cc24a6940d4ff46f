"""Corpus, experiments and evaluation; needs the extra `train` for the encoders and MLflow."""
