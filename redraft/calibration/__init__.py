"""How far a critic and a verifier can be trusted: measured, kept on a card, and applied.

case       one labelled example, and which examples are asked about
probes/    what is asked of them, one probe a file: what it measures and how it is told
figure     a figure with its interval and sample; card: all of them, and what they hold for
answers    every answered question on disk, so that none is paid for twice
calibrate  the probes asked of a model, and the card that comes of it
correction a judged rate of a run, set right by a card
"""
