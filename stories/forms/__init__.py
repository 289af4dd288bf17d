"""The forms of people without an account: a module for each of them."""
