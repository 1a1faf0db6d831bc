"""From texts to claims: sources, words, rules, and the engine that applies them."""
