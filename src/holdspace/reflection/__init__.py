"""The reply: what is given back and beneath it, checklist matching, next steps, and the course of a conversation."""
