"""How right a model is: metrics, calibration, comparisons, the quality gate."""
