"""The `fast` kind: distil the encoder into a small network."""
