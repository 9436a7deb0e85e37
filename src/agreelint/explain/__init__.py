"""What an encoding says, for people who ask: of its phrases, of one clause, of a message."""
