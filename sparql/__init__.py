"""Named queries, result formats, and the one interface through which every query goes."""
