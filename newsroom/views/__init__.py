"""What readers see of the newsroom: one module a kind of thing."""
