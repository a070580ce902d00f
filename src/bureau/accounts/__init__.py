"""Bodies, regions, people, roles, delegations, and the scope of each."""
