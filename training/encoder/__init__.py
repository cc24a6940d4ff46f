"""The `accurate` kind: fine-tune an encoder, export and quantise it."""
