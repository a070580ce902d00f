"""Demo people: one of each role, with one password and one authenticator that everybody may know."""

from base64 import b32decode
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.contrib.auth.hashers import make_password
from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from bureau.accounts.events import Event
from bureau.accounts.models import Body, Membership, Person, Region
from bureau.accounts.roles import Kind, Role
from bureau.audit.actions import record
from bureau.audit.actors import System
from bureau.ui.clock import day

PASSWORD = "demo-only-quality-2006"  # noqa: S105 - of people who exist only in demos
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105 - likewise


@dataclass(frozen=True, slots=True)
class Demo:
    """A demo person: how he signs in, what he is called, where he works and as what."""

    username: str
    name: str
    body: str
    roles: tuple[Role, ...]


# Bodies that the seed does not have: code, kind, name, name in English, region, and the body above.
BODIES = (
    (
        "L3301",
        Kind.LOCAL,
        "杭州市质量技术监督局",
        "Hangzhou Bureau of Quality and Technical Supervision",
        "330100",
        "P33",
    ),
    (
        "DEMOLAB",
        Kind.LABORATORY,
        "浙江质量检验研究院（演示）",
        "Zhejiang Quality Laboratory (demo)",
        "330000",
        "P33",
    ),
    ("DEMOTAX", Kind.PARTNER, "浙江省税务部门（演示）", "Zhejiang tax department (demo)", "330000", "P33"),
    (
        "91330100543482632Y",
        Kind.ENTERPRISE,
        "杭州广祥家具有限公司",
        "Hangzhou Guangxiang Furniture Co., Ltd.",
        "330100",
        "P33",
    ),
)
CAST = (
    Demo("nation", "国安", "CN", (Role.ADMINISTRATOR,)),
    Demo("nation-supervisor", "国清", "CN", (Role.SUPERVISOR,)),
    Demo("nation-evaluator", "国平", "CN", (Role.EVALUATOR,)),
    Demo("nation-reviewer", "国核", "CN", (Role.REVIEWER,)),
    Demo("ali", "阿丽", "P33", (Role.RECORDER,)),
    Demo("bowen", "博文", "P33", (Role.VERIFIER,)),
    Demo("evaluator", "平评", "P33", (Role.EVALUATOR,)),
    Demo("reviewer", "傅核", "P33", (Role.REVIEWER,)),
    Demo("evaluator-2", "平二", "P33", (Role.EVALUATOR,)),
    Demo("reviewer-2", "傅二", "P33", (Role.REVIEWER,)),
    Demo("publisher", "龚布", "P33", (Role.PUBLISHER,)),
    Demo("supervisor", "简督", "P33", (Role.SUPERVISOR,)),
    Demo("statistician", "童计", "P33", (Role.STATISTICIAN,)),
    Demo("administrator", "关礼", "P33", (Role.ADMINISTRATOR,)),
    Demo("chen", "陈", "P32", (Role.RECORDER,)),
    Demo("hangzhou", "杭生", "L3301", (Role.RECORDER, Role.VERIFIER)),
    Demo("ningbo", "宁海", "Q3302", (Role.RECORDER,)),
    Demo("laboratory", "严检", "DEMOLAB", (Role.LABORATORY,)),
    Demo("partner", "税友", "DEMOTAX", (Role.PARTNER,)),
    Demo("ding", "丁", "91330100543482632Y", (Role.ENTERPRISE,)),
)


def refuse_production(production: bool) -> None:  # noqa: FBT001 - what the settings say
    """Refuse to make people whom everybody may be."""
    if production:
        raise CommandError(
            _(
                "演示人员的密码人人知道，不能用在正式系统：HTTPS、DATABASE_URL 或者 ALLOWED_HOSTS 表明这是正式系统。"
            )
        )


def code_at(at: datetime) -> str:
    """Give what the authenticator of all demo people shows at a moment."""
    key = b32decode(SECRET)
    return TOTP(key, 6, SHA1(), 30).generate(int(at.timestamp())).decode()  # noqa: S303 - what authenticators use


@transaction.atomic
def make_cast(*, by: System, at: datetime) -> list[Demo]:
    """Make the bodies and people that are not there yet, and give the whole cast."""
    for row in BODIES:
        _make_body(row, at)
    password = make_password(PASSWORD)
    there = set(Person.objects.values_list("username", flat=True))
    for one in CAST:
        if one.username not in there:
            _make_person(one, password=password, by=by, at=at)
    return list(CAST)


def _make_body(row: tuple[str, Kind, str, str, str, str], at: datetime) -> None:
    code, kind, name, name_en, region, parent = row
    above = Body.objects.get(code=parent)
    Body.objects.get_or_create(
        code=code,
        defaults={
            "kind": kind,
            "name": name,
            "name_en": name_en,
            "region": Region.objects.get(code=region),
            "parent": above,
            "path": f"{above.path}{code}/",
            "valid_from": day(at),
        },
    )


def _make_person(one: Demo, *, password: str, by: System, at: datetime) -> None:
    person = Person.objects.create(username=one.username, name=one.name, password=password, added_at=at)
    body = Body.objects.get(code=one.body)
    for role in one.roles:
        Membership.objects.create(person=person, body=body, role=role, valid_from=day(at))
    secret = get_adapter().encrypt(SECRET)
    Authenticator.objects.create(user=person, type=Authenticator.Type.TOTP, data={"secret": secret})
    record(by=by, at=at, event=Event.PERSON_INVITED, on=person, change={"demo": True, "body": one.body})
