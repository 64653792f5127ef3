"""Text to data: what is written in a file, and on which line, without any meaning yet."""
