"""The numbers of the dashboard and what they mean, in plain Python."""
