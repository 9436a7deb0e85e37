"""The reference engine: event logs to verdicts."""
