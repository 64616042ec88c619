"""A gateway for texts on this machine: checks signatures, keeps what it was given, and can fail."""
