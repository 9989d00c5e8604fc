"""Where raw documents come from: one module a kind of source."""
