"""The design system: base page, components, styles, error pages, and the moment of a request."""
