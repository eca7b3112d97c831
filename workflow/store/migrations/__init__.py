"""The schema's history. `versions` holds one module per change; the first has its statements as SQL beside it."""
