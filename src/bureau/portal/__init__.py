"""The public portal: pages, open data and an API on the public store. It knows the store and the design system only."""
