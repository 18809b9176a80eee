"""Telling once: the questions of /ilmoita, and everything that helps to answer them."""
