"""May this be done now, whoever asks: `check_…` refuses with a sentence."""

import re
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from bureau.accounts.models import Region
from bureau.enterprises.codes import check_code
from bureau.enterprises.models import Enterprise, Name, Product

_INDUSTRY = re.compile(r"[A-T]([0-9]{2,4})?")


def check_new(code: str, region: str, industry: str, established_on: date, *, day: date) -> None:
    """Refuse what cannot be a new enterprise, each fault at its field."""
    faults: dict[str, ValidationError | str] = {}
    try:
        check_code(code)
    except ValidationError as error:
        faults["code"] = error
    else:
        if Enterprise.objects.filter(pk=code).exists():
            faults["code"] = _("这个代码已经登记。")
    if not Region.objects.filter(pk=region).exists():
        faults["region"] = _("没有行政区划代码“%(code)s”。") % {"code": region}
    if industry and not _INDUSTRY.fullmatch(industry):
        faults["industry"] = _("行业代码按 GB/T 4754 写，如 C13。")
    if established_on > day:
        faults["established_on"] = _("设立日期在今天之后。")
    if faults:
        raise ValidationError(faults)


def check_rename(current: Name, name: str, valid_from: date, *, day: date) -> None:
    """Refuse a change of name that is none, or lies before the last one or after today."""
    if name == current.name:
        raise ValidationError({"name": _("这就是现在的名称。")})
    if valid_from > day:
        raise ValidationError({"valid_from": _("变更日期在今天之后。")})
    if current.valid_from and valid_from <= current.valid_from:
        raise ValidationError(
            {"valid_from": _("现在的名称自%(day)s起使用，变更应在其后。") % {"day": current.valid_from}}
        )


def check_exists(enterprise: Enterprise) -> None:
    """Refuse to change an enterprise that was deregistered."""
    if enterprise.deregistered_on is not None:
        raise ValidationError(_("企业已于%(day)s注销。") % {"day": enterprise.deregistered_on})


def check_deregistration(enterprise: Enterprise, on: date, *, day: date) -> None:
    """Refuse a day on which it cannot have ended."""
    check_exists(enterprise)
    if not enterprise.established_on <= on <= day:
        raise ValidationError({"deregistered_on": _("注销日期应在设立日期和今天之间。")})


def check_product(enterprise: Enterprise, code: str) -> None:
    """Refuse a second product of one code."""
    check_exists(enterprise)
    if enterprise.products.filter(code=code).exists():
        raise ValidationError({"code": _("这家企业已有代码为“%(code)s”的产品。") % {"code": code}})


def check_product_end(product: Product, on: date, *, day: date) -> None:
    """Refuse to end what has ended, or on a day that cannot be."""
    if product.valid_to is not None:
        raise ValidationError(_("这种产品已于%(day)s停止。") % {"day": product.valid_to})
    if on > day or (product.valid_from is not None and on <= product.valid_from):
        raise ValidationError({"valid_to": _("停止日期应在开始之后，不晚于今天。")})


def check_succession(predecessor: Enterprise, successor: Enterprise, on: date, *, day: date) -> None:
    """Refuse that one follows itself, or twice, or in the future."""
    if predecessor == successor:
        raise ValidationError({"successor": _("企业不能承继自己。")})
    if predecessor.successions.filter(successor=successor).exists():
        raise ValidationError({"successor": _("这一承继关系已经登记。")})
    if on > day:
        raise ValidationError({"occurred_on": _("日期在今天之后。")})
