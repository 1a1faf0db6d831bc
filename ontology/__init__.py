"""The vocabulary: OWL modules, the names of all things, reasoning and checks of the ontology itself."""
