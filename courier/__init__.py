"""医保快递: everything a face shows is computed here."""
