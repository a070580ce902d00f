"""`qualitycredit serve`, `serve-portal` and `manage`: the system for officials and its public side, where installed."""

from importlib.metadata import entry_points
from typing import Annotated, Any

import typer

from qualitycredit.cli.speaking import SPEAKER

GROUP = "qualitycredit.commands"


def _load(name: str) -> Any:  # noqa: ANN401 - what is installed beside the library
    """Load a command only now: what it stands on takes seconds to import, and is not needed for grading."""
    (found,) = entry_points(group=GROUP, name=name)
    try:
        return found.load()
    except ModuleNotFoundError as error:
        SPEAKER.show(
            f"缺少 {error.name}：请用 pip install 'qualitycredit[bureau]' 安装办公系统。 · "
            f"{error.name} is missing: pip install 'qualitycredit[bureau]' brings what the system for officials needs."
        )
        raise typer.Exit(1) from error


def serve(
    host: Annotated[str, typer.Option(help="监听的地址 · address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 · port")] = 8000,
    workers: Annotated[int, typer.Option(help="进程数 · number of processes")] = 1,
) -> None:
    """运行办公系统 · Serve the system for officials."""
    _load("serve")(host, port, workers)


def serve_portal(
    host: Annotated[str, typer.Option(help="监听的地址 · address to listen on")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="端口 · port")] = 8001,
    workers: Annotated[int, typer.Option(help="进程数 · number of processes")] = 1,
) -> None:
    """运行公示门户：只读公开数据库 · Serve the public portal, which reads the public store only."""
    _load("serve-portal")(host, port, workers)


def manage(context: typer.Context) -> None:
    """管理办公系统：人员、数据库等 · Manage the system for officials: people, database and more."""
    _load("manage")(context.args)
