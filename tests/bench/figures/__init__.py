"""The figures of the benchmark table: how each is measured, and how they are shown."""
