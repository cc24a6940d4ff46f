"""The taxonomy, feature pipelines, and the trained classifiers with their artefacts and cards."""
