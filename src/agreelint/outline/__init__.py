"""The outline of a source document: its labels and sentences, without a word of its text."""
