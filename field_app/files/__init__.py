"""Scripts and style sheets of pages, at addresses that name their content."""
