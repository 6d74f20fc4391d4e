"""Whether the originals still stand at their addresses: asked politely, never in a build, and kept as a list."""
