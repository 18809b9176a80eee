"""What happens and when."""
