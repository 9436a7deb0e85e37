"""One value, rendered as one module a format."""
