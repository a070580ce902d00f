"""Two tables that only grow. Triggers of the database refuse every change; see the second migration."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from bureau.audit.catalogue import title


class Trace(models.Model):
    """What both tables say: who, for which body, when, on what. Plain text, so that it outlives what it names."""

    at = models.DateTimeField(_("时间"))
    username = models.CharField(_("用户名"), max_length=64, blank=True)
    person_name = models.CharField(_("姓名"), max_length=64, blank=True)
    body_code = models.CharField(_("单位"), max_length=32, blank=True)
    request_id = models.CharField(_("请求编号"), max_length=64)
    object_type = models.CharField(_("对象类别"), max_length=64)
    object_id = models.CharField(_("对象编号"), max_length=64)
    object_label = models.CharField(_("对象"), max_length=200)

    class Meta:
        abstract = True


class Event(Trace):
    """One change, written in the transaction that made it."""

    event = models.CharField(_("事项"), max_length=64)
    change = models.JSONField(_("变更"))

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("-at", "-id"), name="event_at"),
            models.Index(fields=("object_type", "object_id", "-at"), name="event_object"),
            models.Index(fields=("body_code", "-at"), name="event_body"),
        )

    def __str__(self) -> str:
        """Give how the event reads."""
        return title(self.event)


class Read(Trace):
    """One look at what is confidential, and why it was taken where the reader was asked."""

    subject = models.CharField(_("企业"), max_length=32)
    reason = models.CharField(_("事由"), max_length=200, blank=True)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (
            models.Index(fields=("-at", "-id"), name="read_at"),
            models.Index(fields=("subject", "-at"), name="read_subject"),
            models.Index(fields=("body_code", "-at"), name="read_body"),
        )

    def __str__(self) -> str:
        """Give what was read."""
        return self.object_label
