"""Unified social credit codes. All that this app knows of the library is its check of them."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from qualitycredit.archive.identifiers import code_fault

LENGTH = 18


def check_code(code: str) -> None:
    """Refuse what is no code, and say which part of it does not hold."""
    fault = code_fault(code)
    if fault is not None:
        sentences = {
            "not_a_code": _("“%(code)s”不是统一社会信用代码：应为 18 位大写字母和数字。") % {"code": code},
            "organisation_check": _("第 17 位校验码不符，请核对第 9 至 17 位。"),
            "code_check": _("第 18 位校验码不符，请逐位核对。"),
        }
        raise ValidationError(sentences[fault])
