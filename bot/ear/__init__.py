"""How the assistant hears: what a message looks and sounds like, and which topic that is."""
