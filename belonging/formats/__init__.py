"""How days are written in each language; what is not named here is as Django has it."""
