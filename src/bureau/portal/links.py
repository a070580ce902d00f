"""A link of the chain as it is published."""

from typing import Any

from bureau.store.models import Change


def link_of(change: Change) -> dict[str, Any]:
    """Give a link with all that is hashed, so that whoever has it can check it."""
    return {
        "sequence": change.sequence,
        "kind": change.kind,
        "on": change.on.isoformat(),
        "code": change.code,
        "decision": change.decision,
        "snapshot": change.snapshot,
        "content": change.content,
        "previous": change.previous,
        "sha256": change.sha256,
    }
