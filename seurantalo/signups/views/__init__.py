"""The pages: `coming` for those who sign up, `hosting` for those who arrange it."""
