"""The provinces: their names in both languages, and where they lie on a map on which each is a tile of one size."""

from dataclasses import dataclass
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

SIZE: Final = 72


@dataclass(frozen=True, slots=True)
class Province:
    """A province by the first two digits of GB/T 2260, with its column and row on the map."""

    code: str
    name: str | Promise
    column: int
    row: int


PROVINCES: Final = (
    Province("11", _("北京"), 6, 2),
    Province("12", _("天津"), 7, 2),
    Province("13", _("河北"), 6, 3),
    Province("14", _("山西"), 5, 2),
    Province("15", _("内蒙古"), 6, 1),
    Province("21", _("辽宁"), 8, 2),
    Province("22", _("吉林"), 8, 1),
    Province("23", _("黑龙江"), 8, 0),
    Province("31", _("上海"), 8, 4),
    Province("32", _("江苏"), 7, 4),
    Province("33", _("浙江"), 7, 5),
    Province("34", _("安徽"), 6, 4),
    Province("35", _("福建"), 6, 6),
    Province("36", _("江西"), 6, 5),
    Province("37", _("山东"), 7, 3),
    Province("41", _("河南"), 5, 3),
    Province("42", _("湖北"), 5, 4),
    Province("43", _("湖南"), 5, 5),
    Province("44", _("广东"), 5, 6),
    Province("45", _("广西"), 4, 6),
    Province("46", _("海南"), 5, 7),
    Province("50", _("重庆"), 4, 4),
    Province("51", _("四川"), 3, 4),
    Province("52", _("贵州"), 4, 5),
    Province("53", _("云南"), 3, 5),
    Province("54", _("西藏"), 1, 4),
    Province("61", _("陕西"), 4, 3),
    Province("62", _("甘肃"), 3, 2),
    Province("63", _("青海"), 3, 3),
    Province("64", _("宁夏"), 4, 2),
    Province("65", _("新疆"), 1, 2),
)
