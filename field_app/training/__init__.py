"""What couriers learn before they go from door to door."""
