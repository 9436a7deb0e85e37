"""A slow second opinion on the two amendment procedures, independent of the package."""
