"""The whole put together: settings, addresses, navigation, logs, and the server."""
