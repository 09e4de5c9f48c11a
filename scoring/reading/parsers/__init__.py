"""One module per format: text to blocks, with what the markup says about each."""
