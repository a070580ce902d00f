"""Regions, bodies, people, memberships and delegations, each with the time for which it holds."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from bureau.accounts.roles import Action, Kind, Role


class Valid(models.Model):
    """What holds from a day on, and up to but without another."""

    valid_from = models.DateField(_("自"), null=True, blank=True)
    valid_to = models.DateField(_("至"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Tell whether it holds on a day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or day < self.valid_to
        )


def holding_on(day: date, prefix: str = "") -> Q:
    """Ask a query the same; `prefix` leads to the model in question."""
    starts, ends = f"{prefix}valid_from", f"{prefix}valid_to"
    begun = Q(**{f"{starts}__isnull": True}) | Q(**{f"{starts}__lte": day})
    return begun & (Q(**{f"{ends}__isnull": True}) | Q(**{f"{ends}__gt": day}))


class Named(models.Model):
    """What has a name in Chinese and one in English."""

    name = models.CharField(_("名称"), max_length=120)
    name_en = models.CharField(_("英文名称"), max_length=160)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        """Give the name in the language of the reader."""
        return self.name_en if (get_language() or "").startswith("en") else self.name


class Region(Named, Valid):
    """A region of GB/T 2260; without a first day it is as old as our knowledge."""

    class Level(models.IntegerChoices):
        """How far down the tree a region is."""

        PROVINCE = 1, _("省级")
        PREFECTURE = 2, _("地级")
        COUNTY = 3, _("县级")

    code = models.CharField(_("代码"), max_length=6, primary_key=True)
    level = models.PositiveSmallIntegerField(_("级别"), choices=Level)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="parts", verbose_name=_("上级")
    )

    class Meta:
        ordering = ("code",)


class Body(Named, Valid):
    """An organisation whose people work here, with the region that it acts on."""

    code = models.CharField(_("代码"), max_length=32, unique=True)
    kind = models.CharField(_("类别"), max_length=16, choices=Kind)
    region = models.ForeignKey(Region, models.PROTECT, null=True, blank=True, verbose_name=_("区域"))
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="parts", verbose_name=_("上级单位")
    )
    # The codes from the highest body down to this one, each with a stroke after it: what is below starts alike.
    path = models.CharField(max_length=255, unique=True, editable=False)

    class Meta:
        ordering = ("path",)
        constraints = (
            models.CheckConstraint(
                name="body_kind",
                condition=Q(kind__in=Kind.values),
            ),
            models.CheckConstraint(
                name="body_has_region", condition=Q(kind=Kind.NATIONAL) | Q(region__isnull=False)
            ),
            models.CheckConstraint(
                name="body_ends_after_it_begins",
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gt=F("valid_from")),
            ),
        )


class People(BaseUserManager["Person"]):
    """Finds people by what they sign in with."""


class Person(AbstractBaseUser):
    """Someone who signs in."""

    username = models.CharField(
        _("用户名"), max_length=64, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("姓名"), max_length=64)
    is_active = models.BooleanField(_("可以登录"), default=True)
    added_at = models.DateTimeField(_("加入时间"))

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS = ["name"]
    objects = People()

    class Meta:
        ordering = ("username",)

    def __str__(self) -> str:
        """Give the name."""
        return self.name


class Membership(Valid):
    """One role of a person in a body."""

    person = models.ForeignKey(Person, models.PROTECT, related_name="memberships")
    body = models.ForeignKey(Body, models.PROTECT, related_name="memberships", verbose_name=_("单位"))
    role = models.CharField(_("角色"), max_length=16, choices=Role)
    given_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("body__path", "role", "valid_from")
        constraints = (
            models.UniqueConstraint(
                name="role_once_at_a_time",
                fields=("person", "body", "role"),
                condition=Q(valid_to__isnull=True),
            ),
            models.CheckConstraint(name="membership_role", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="nobody_gives_a_role_to_himself",
                condition=Q(given_by__isnull=True) | ~Q(given_by=F("person")),
            ),
        )

    def __str__(self) -> str:
        """Give who is what."""
        return f"{self.person}：{self.get_role_display()}"


class Delegation(models.Model):
    """An action that a body has given to one below it, on the area of the lower body, for a time."""

    action = models.CharField(_("事项"), max_length=32, choices=Action)
    giver = models.ForeignKey(
        Body, models.PROTECT, related_name="delegations_given", verbose_name=_("授权单位")
    )
    taker = models.ForeignKey(
        Body, models.PROTECT, related_name="delegations_taken", verbose_name=_("被授权单位")
    )
    ground = models.CharField(_("依据"), max_length=200)
    given_by = models.ForeignKey(Person, models.PROTECT, related_name="+")
    given_at = models.DateTimeField(_("授权时间"))
    expires_on = models.DateField(_("有效期至"))
    revoked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    revoked_at = models.DateTimeField(_("收回时间"), null=True)

    class Meta:
        ordering = ("-given_at", "-pk")
        constraints = (
            models.CheckConstraint(
                name="revoked_by_someone",
                condition=Q(revoked_by__isnull=True, revoked_at__isnull=True)
                | Q(revoked_by__isnull=False, revoked_at__isnull=False),
            ),
            models.CheckConstraint(name="given_to_another_body", condition=~Q(giver=F("taker"))),
        )

    def __str__(self) -> str:
        """Give who may do what."""
        return f"{self.taker}：{self.get_action_display()}"


class SavedFilter(models.Model):
    """What a person asks of a list again and again, under a name of his own; nobody else sees it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="saved_filters")
    path = models.CharField(_("页面"), max_length=200)
    name = models.CharField(_("名称"), max_length=40)
    query = models.CharField(_("条件"), max_length=1000)

    class Meta:
        ordering = ("name",)
        constraints = (models.UniqueConstraint(name="filter_once", fields=("person", "path", "name")),)

    def __str__(self) -> str:
        """Give its name."""
        return self.name


def in_force(day: date) -> Q:
    """Ask which delegations hold on a day; the last day counts."""
    return Q(revoked_at__isnull=True, expires_on__gte=day)
