"""`make fuzz`: the whole service against generated requests."""
