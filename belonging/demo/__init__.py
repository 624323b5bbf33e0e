"""The demo organisation: how it grows (plain arithmetic), who is in it, and how it is brought into the product."""
