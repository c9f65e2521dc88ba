"""redraft drafts, critiques, rewrites and verifies a text until its checklist passes."""
