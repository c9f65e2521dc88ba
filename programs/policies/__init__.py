"""Small named choices of a loop: how to rewrite, what to accept, when to stop, what is best."""
