"""The whole put together."""
