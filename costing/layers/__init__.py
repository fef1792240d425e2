"""One module a layer: the model and what is asked of it in, line items out."""
