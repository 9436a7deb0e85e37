"""Amounts worked out exactly from figures, with every step written down."""
