"""A new archive of one's own: its files, from a few answers."""
