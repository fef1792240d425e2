"""What changes a bill after its lines: given lines, commitments, discounts, allowances, credits."""
