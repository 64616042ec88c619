"""Keeps several programs running: starts, watches, restarts and stops them together."""
