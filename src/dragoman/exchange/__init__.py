"""Events in the forms of the published data sets, out and in, and held against each other."""
