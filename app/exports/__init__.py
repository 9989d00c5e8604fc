"""Whole listings as files of other programs: streamed page by page, so that any size takes the same memory."""
