"""agreelint: agreements written as code, checked against the record."""

__all__ = ["__version__"]

__version__ = "0.1.0"
