"""What each step is asked: typed, declarative, the only home of prompt text."""
