"""One module a noun: routes and row models side by side, independent of one another."""
