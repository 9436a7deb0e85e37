"""Logs: files of any format to events, with everything that is wrong with them."""
