"""The pocket file of a decision, as whoever it is about hands it to a bank or a court."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.archives.queries import dossier_of
from bureau.grades.models import Decision
from bureau.ledger.queries import head, place_of, tile
from bureau.ledger.statements import statement_of
from qualitycredit.ledger import EntryProof, Pocket, TiledNodes, facts_sha256, inclusion_proof


def pocket_of(decision: Decision) -> Pocket:
    """Give the pocket file of a decision. Raises ValidationError where there is none yet, or no more."""
    place, checkpoint = place_of(decision), head()
    if place is None or checkpoint is None:
        raise ValidationError(_("这项决定还没有进入已经签署的日志。日志每天签署，请明天再来下载。"))
    dossier = dossier_of(decision.enterprise_id, as_of=decision.as_of, known_at=decision.known_at)
    if facts_sha256(dossier) != decision.facts_sha256:
        raise ValidationError(
            _("作出这项决定以后，企业的登记或者产品改过，当时的事实不能照原样给出。请下载现行决定的文件。")
        )
    hashes = inclusion_proof(TiledNodes(tile, checkpoint.size), place.index, checkpoint.size)
    proof = EntryProof(place.index, tuple(hashes), checkpoint.text)
    return Pocket(dossier, statement_of(decision), bytes(place.leaf.salt), proof)
