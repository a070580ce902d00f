"""Writes: each checks the right to it, makes the change and writes the event, in one transaction."""

from bureau.accounts.actions.bodies import add_body, close_body, delegate, revoke
from bureau.accounts.actions.people import (
    appoint_first_administrator,
    choose_password,
    give_role,
    invite,
    renew_link,
    set_active,
    withdraw_role,
)
from bureau.accounts.actions.saved import forget_filter, save_filter

__all__ = [
    "add_body",
    "appoint_first_administrator",
    "choose_password",
    "close_body",
    "delegate",
    "forget_filter",
    "give_role",
    "invite",
    "renew_link",
    "revoke",
    "save_filter",
    "set_active",
    "withdraw_role",
]
