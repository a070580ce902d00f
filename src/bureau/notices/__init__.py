"""Notices: what is new to a person since he last looked, in the system and by e-mail."""
