"""What is the courier's own: messages to her, help, her office, her history."""
