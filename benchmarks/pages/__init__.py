"""What a page, a search and a beat of the clock cost, with few and with very many cases in the database."""
