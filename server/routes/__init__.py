"""Routes, one module per family of URLs."""
