"""The steps of a deployment: each builds one layer from the model and what earlier steps have left."""
