"""Who says what: the teacher that learns from PolNeAR, is never shipped, and labels open text for the encoder."""
