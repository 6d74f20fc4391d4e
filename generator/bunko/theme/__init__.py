"""The look of a Bunko site: an MkDocs theme on Material, whose templates run in Jinja2 and in MiniJinja."""
