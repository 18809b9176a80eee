"""Letters to people: composed once, sent as text and HTML, in the reader's language."""
