"""What can keep the product from starting, each in one sentence for the person at the terminal."""


class StartError(Exception):
    """A reason not to start; the message says what to do."""
