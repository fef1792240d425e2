"""What is wanted: frozen types, one file a layer, and the rules between them."""
