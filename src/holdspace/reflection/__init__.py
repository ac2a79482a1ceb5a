"""The reply: paraphrase, checklist matching, next steps, and the course of a conversation."""
