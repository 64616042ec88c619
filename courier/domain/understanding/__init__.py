"""What a villager's own words say: numbers, ages, people, categories, years."""
