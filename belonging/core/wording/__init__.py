"""What an organization calls things, in place of the product's own words: docs/decisions/0033."""
