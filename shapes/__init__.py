"""SHACL shapes and the gate that holds a graph against them."""
