"""What waits for me: the one page of an organiser and of a coordinator."""
