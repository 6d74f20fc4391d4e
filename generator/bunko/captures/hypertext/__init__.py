"""HTML pages to drafts."""
