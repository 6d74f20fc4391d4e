"""What was rendered before and still holds: so that a build renders again only what shows something that changed."""
