"""Related articles and stories: which articles tell of the same, and why."""
