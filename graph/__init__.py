"""From claims to the released graph: construct, reconcile, infer, describe, write, load."""
