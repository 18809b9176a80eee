"""Is the information alive: confirmations, reminders, links, duplicates, looks."""
