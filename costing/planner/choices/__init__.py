"""What may be chosen, decision by decision: every way AWS accepts, and what runs today even where it falls short."""
