"""Adler Bread, built for looking at."""

from pelican_converse import theme_path

PATH = "content"
SITEURL = "http://localhost:8000"
TIMEZONE = "Europe/Vienna"
PLUGINS = ["pelican_converse"]
THEME = theme_path()
SITELOGO = "images/eagle.svg"
FAVICON = "images/favicon.svg"
