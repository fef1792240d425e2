"""One component a layer: resources and nothing else."""
