"""Simulation: lawful and faulty cases of a procedure, drawn by chance, with the verdicts expected of them."""
