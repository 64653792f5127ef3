"""A small business's website that is a conversation: a plugin and a theme for Pelican."""

__version__ = "0.1.0"
