"""Scenarios: small records with the verdicts that they must get."""
