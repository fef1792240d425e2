"""The price book: data, one file a region, written by machines and reviewed as diffs."""
