"""What AWS charged, layer by layer, beside what was estimated."""
