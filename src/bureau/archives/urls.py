"""The addresses of archives."""

from django.urls import path

from bureau.archives.views import batches, changes, evidence, records, replies, search
from bureau.archives.views.dossier import dossier

urlpatterns = [
    path("found/", search.found, name="found"),
    path("verification/", records.verification, name="verification"),
    path("unfinished/", records.to_finish, name="unfinished"),
    path("batches/", batches.batches, name="batches"),
    path("batches/awaiting/", batches.batches_awaiting, name="batches_awaiting"),
    path("batches/add/", batches.batch_add, name="batch_add"),
    path("batches/templates/<str:kind>/", batches.batch_template, name="batch_template"),
    path("batches/<int:pk>/", batches.batch, name="batch"),
    path("batches/<int:pk>/faults/", batches.batch_faults, name="batch_faults"),
    path("batches/<int:pk>/verify/", batches.batch_verify, name="batch_verify"),
    path("batches/<int:pk>/return/", batches.batch_return, name="batch_return"),
    path("dossiers/<str:code>/", dossier, name="dossier"),
    path("dossiers/<str:code>/enter/", records.choose, name="record_choose"),
    path("dossiers/<str:code>/enter/<str:kind>/", records.enter, name="record_enter"),
    path("records/<int:pk>/", records.record, name="record"),
    path("records/<int:pk>/reply/", replies.reply, name="record_reply"),
    path("records/<int:pk>/verify/", records.verify, name="record_verify"),
    path("records/<int:pk>/return/", records.give_back, name="record_return"),
    path("records/<int:pk>/attach/", evidence.attach, name="record_attach"),
    path("evidence/<int:pk>/", evidence.evidence, name="evidence"),
    path("records/<int:pk>/amend/", records.amend, name="record_amend"),
    path("records/<int:pk>/withdraw/", records.withdraw, name="record_withdraw"),
    path("records/<int:pk>/correct/", changes.correct, name="record_correct"),
    path("records/<int:pk>/annul/", changes.annul, name="record_annul"),
    path("records/<int:pk>/contest/", changes.contest, name="record_contest"),
    path("records/<int:pk>/settle/", changes.settle, name="record_settle"),
]
