"""What a run tells a person: its progress, ledger, checklist and cost."""
