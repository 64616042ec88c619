"""A simulated WeChat Official Account: what WeChat would send, and what it answers to calls."""
