"""Documents → indicators → normalised, segmented text and parsed targets; no learning."""
