"""What is to be done, from the step graph."""
