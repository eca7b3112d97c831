"""The statements of a step as text, made once from the tables: what runs thousands of times is not built each time."""
