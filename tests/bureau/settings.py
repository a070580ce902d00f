"""The settings as the type checker reads them, without a folder of anyone's."""

# ruff: noqa: E402, F403 - the environment comes first, and everything follows
from tests.bureau.environment import prepare

prepare()

from bureau.config.settings import *
