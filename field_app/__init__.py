"""The three faces over HTTP: registration only, no rule lives here."""
