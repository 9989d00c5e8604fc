"""From what each article says to what many say: who, where and what is the same, and on whose word. Pure, no I/O."""
