"""Signing in: password and second factor, lock-out, time-outs, links, the government's service."""

from datetime import timedelta
from typing import Any
from unittest import mock

import pytest
import time_machine
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.messages.storage.fallback import FallbackStorage
from django.core.cache import cache
from django.test import Client, RequestFactory
from django.utils import timezone

from bureau.accounts.adapters import AccountAdapter, SecondFactorAdapter, SignInServiceAdapter
from bureau.accounts.demo import PASSWORD, SECRET
from bureau.accounts.models import Body, Membership, Person
from bureau.accounts.roles import Role
from bureau.audit.models import Event
from tests.bureau.conftest import NOW, Signing

pytestmark = pytest.mark.django_db
NEW = "four unrelated words together"


@pytest.fixture(autouse=True)
def _no_limits_left_over() -> None:
    cache.clear()


def code(secret: str = SECRET, *, steps: int = 0) -> str:
    return str(format_hotp_value(hotp_value(secret, int(timezone.now().timestamp()) // 30 + steps)))


def enter(client: Client, username: str, password: str = PASSWORD) -> Any:  # noqa: ANN401 - a response of tests
    return client.post("/login/", {"login": username, "password": password})


def test_password_and_code() -> None:
    client = Client()
    answer = enter(client, "ali")
    assert answer.headers["Location"] == "/second-factor/authenticate/"
    assert client.get("/account/").status_code == 302
    assert "请输入身份验证器代码" in client.get("/second-factor/authenticate/").content.decode()
    answer = client.post("/second-factor/authenticate/", {"code": code()})
    assert answer.headers["Location"] == "/"
    page = client.get("/").content.decode()
    assert "阿丽，您好" in page
    assert "浙江省质量技术监督局" in page
    page = client.get("/sessions/").content.decode()
    assert "127.0.0.1" in page
    assert client.post("/logout/").status_code == 302
    assert client.get("/").status_code == 302


@pytest.mark.parametrize(("steps", "enters"), [(-3, False), (-1, True), (0, True), (3, False)])
def test_a_code_counts_one_step_longer(steps: int, enters: bool) -> None:  # noqa: FBT001 - a column of the table
    client = Client()
    with time_machine.travel(NOW, tick=False):
        enter(client, "ali")
        answer = client.post("/second-factor/authenticate/", {"code": code(steps=steps)})
    assert ("Location" in answer.headers) is enters


def test_an_enterprise_needs_no_code_but_may_have_one() -> None:
    Authenticator.objects.all().delete()
    client = Client()
    assert enter(client, "ding").headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_an_officer_without_second_factor_is_sent_to_get_one() -> None:
    Authenticator.objects.all().delete()
    client = Client()
    enter(client, "ali")
    for address in ("/", "/bodies/", "/nowhere/", "/people/"):
        answer = client.get(address)
        assert answer.status_code in {302, 404}
        assert answer.headers.get("Location", "/second-factor/") == "/second-factor/"
    page = client.get("/second-factor/", follow=True).content.decode()
    assert "工作人员须先设置动态口令或者通行密钥" in page
    address = "/second-factor/totp/activate/"
    assert client.get(address).headers["Location"].startswith("/reauthenticate/")
    client.post("/reauthenticate/", {"password": PASSWORD})
    page = client.get(address).content.decode()
    secret = client.session["mfa.totp.secret"]
    assert secret in page
    assert client.post("/second-factor/totp/activate/", {"code": code(secret)}).status_code == 302
    assert client.get("/").status_code == 200
    kept = Authenticator.objects.get(user__username="ali", type=Authenticator.Type.TOTP)
    assert secret not in str(kept.data)
    assert SecondFactorAdapter().decrypt(kept.data["secret"]) == secret


def test_a_passkey_is_enrolled_in_plain_words() -> None:
    client = Client()
    enter(client, "ali")
    client.post("/second-factor/authenticate/", {"code": code()})
    address = "/second-factor/webauthn/add/"
    if client.get(address).status_code == 302:
        client.post("/reauthenticate/", {"password": PASSWORD})
    page = client.get(address).content.decode()
    for words in ("登录时只用它，不再输入密码", "写明是哪一台电脑"):
        assert words in page, words


def test_a_name_is_locked_after_five_wrong_passwords() -> None:
    client = Client()
    for _ in range(4):
        assert enter(client, "ali", "wrong").status_code == 200
    assert "暂停这个用户名的登录" in enter(client, "ali", "wrong").content.decode()
    answer = enter(Client(REMOTE_ADDR="192.0.2.8"), "ali")
    assert (answer.status_code, "暂停" in answer.content.decode()) == (429, True)
    assert enter(client, "bowen").status_code == 302
    with time_machine.travel(NOW + timedelta(days=365)):
        assert enter(Client(), "ali").status_code == 302


def test_a_session_ends_after_so_many_hours(sign_in: Signing) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = sign_in("ali")
        for _ in range(19):
            assert client.get("/").status_code == 200
            clock.shift(timedelta(minutes=29))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=25))
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=25))
        page = client.get("/", follow=True).content.decode()
        assert "登录时间已满" in page


def test_a_session_ends_when_nothing_is_asked(sign_in: Signing) -> None:
    with time_machine.travel(NOW, tick=False) as clock:
        client = sign_in("ali")
        assert client.get("/").status_code == 200
        clock.shift(timedelta(minutes=31))
        assert client.get("/").headers["Location"] == "/login/?next=/"


def test_an_invited_person_comes_in(sign_in: Signing) -> None:
    administrator = sign_in("administrator")
    body = Body.objects.get(code="P33")
    page = administrator.post(
        "/people/invite/",
        {"username": "new", "name": "新人", "body": body.pk, "roles": [Role.RECORDER.value]},
    ).content.decode()
    link = page.partition("http://testserver")[2].partition("<")[0]
    client = Client()
    assert "新人，请设置密码" in client.get(link).content.decode()
    for first, second, words in (
        ("short", "short", "密码太短，至少要有 12 个字符"),
        (NEW, "other", "两次输入的密码不同"),
    ):
        assert words in client.post(link, {"password": first, "again": second}).content.decode()
    assert client.post(link, {"password": NEW, "again": NEW}).headers["Location"] == "/login/"
    assert "链接已经失效" in client.get(link).content.decode()
    assert Event.objects.get(event="accounts.password_set").username == "new"
    assert enter(client, "new", NEW).status_code == 302
    assert client.get("/").headers["Location"] == "/second-factor/"
    for spoilt in ("/welcome/%21/x/", "/welcome/eHg/x/"):
        assert Client().get(spoilt).status_code == 404


def test_a_link_runs_out_after_three_days(sign_in: Signing) -> None:
    with time_machine.travel(NOW) as clock:
        page = sign_in("administrator").post("/people/ali/renew/").content.decode()
        link = page.partition("http://testserver")[2].partition("<")[0]
        clock.shift(timedelta(days=4))
        answer = Client().get(link)
        assert (answer.status_code, "重发" in answer.content.decode()) == (410, True)


def test_who_works_nowhere_is_told_so(sign_in: Signing) -> None:
    Membership.objects.filter(person__username="ali").delete()
    client = sign_in("ali")
    assert "还没有安排工作" in client.get("/").content.decode()
    answer = client.get("/account/")
    assert (answer.status_code, "不在任何单位任职" in answer.content.decode()) == (403, True)


def test_who_works_for_two_chooses(sign_in: Signing) -> None:
    ali = Person.objects.get(username="ali")
    Membership.objects.create(person=ali, body=Body.objects.get(code="P32"), role=Role.VERIFIER)
    client = sign_in("ali")
    assert "为哪个单位工作" in client.get("/account/").content.decode()
    for chosen, name in (("P33", "浙江省"), ("P11", "浙江省"), ("P32", "江苏省")):
        assert client.post("/account/body/", {"body": chosen}).status_code == 302
        assert f"{name}质量技术监督局工作" in client.get("/").content.decode()


def test_english_is_a_click_away(sign_in: Signing) -> None:
    client = sign_in("ali")
    answer = client.post("/language/", {"language": "en", "next": "/"}, follow=True)
    page = answer.content.decode()
    assert "Good day, 阿丽" in page
    assert "You are working for Zhejiang Bureau of Quality and Technical Supervision." in page


def with_service(**claims: object) -> tuple[Any, Any]:
    request = RequestFactory().get("/")
    request.session = {}  # type: ignore[assignment] # enough for messages
    request._messages = FallbackStorage(request)  # type: ignore[attr-defined] # noqa: SLF001 - likewise
    login = mock.Mock(is_existing=False)
    login.account.extra_data = claims
    return request, login


def test_the_sign_in_service_knows_our_people() -> None:
    adapter = SignInServiceAdapter()
    request, login = with_service(userinfo={"preferred_username": "ali"})
    adapter.pre_social_login(request, login)
    assert login.connect.call_args.args[1].username == "ali"
    login.is_existing = True
    login.connect.reset_mock()
    adapter.pre_social_login(request, login)
    login.connect.assert_not_called()
    request, login = with_service(preferred_username="stranger")
    with pytest.raises(ImmediateHttpResponse):
        adapter.pre_social_login(request, login)
    assert "没有对应人员" in str(next(iter(request._messages)))  # noqa: SLF001 - as above
    assert not adapter.is_open_for_signup(request, login)
    assert not AccountAdapter().is_open_for_signup(request)
    AccountAdapter().send_notification_mail("account/email/x", None)
