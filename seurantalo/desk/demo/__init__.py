"""The demo's life: what people told, asked and left undone, so that every desk has its day."""
