"""Applications of candidates, on their own phones."""
