"""A simulated `awsx` provider: `awsx.ec2.Vpc` with its real children, and nothing else."""
