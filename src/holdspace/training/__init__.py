"""Examples → a candidate model and its figures; sentences → a fine-tuned encoder."""
