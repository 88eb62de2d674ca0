"""A session's questions as a table, as a FAQ and as a question set."""
