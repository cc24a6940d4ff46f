"""MLflow: runs, the registry, model cards, the clean room."""
