"""Text to syntax tree; `compiling.py` is the only place that knows lark."""
