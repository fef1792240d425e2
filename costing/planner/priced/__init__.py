"""A scene with the prices of a region: the space that the search sees, and its answers back as configurations."""
