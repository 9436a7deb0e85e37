"""The agreement with its names resolved, lowered to constraints."""
