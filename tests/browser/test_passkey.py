"""A passkey, with the browser's own virtual authenticator: enrolled, and then all that signing in takes."""

from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.browser.conftest import NARROW, PASSWORD, WIDE, code
from tests.browser.test_pages import faults, look

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def sign_in_by_password(page: Page) -> None:
    page.goto("/login/")
    page.fill("#id_login", "evaluator-2")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.fill("#id_code", code())
    page.press("#id_code", "Enter")
    page.get_by_role("heading", name="平二，您好").wait_for()


def enrol(page: Page, pictures: Path) -> None:
    page.goto("/second-factor/webauthn/add/")
    if page.locator("#id_password").count():
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
    page.locator("#mfa_webauthn_add").wait_for()
    for size, label in ((NARROW, "narrow"), (WIDE, "wide")):
        page.set_viewport_size(size)  # type: ignore[arg-type] # a size
        look(page, "passkey-add", pictures, label)
        assert faults(page) == []
    page.fill("#id_name", "办公室的电脑")
    assert page.get_by_label("登录时只用它，不再输入密码").is_checked()
    page.locator("#mfa_webauthn_add").click()
    page.wait_for_url(lambda url: "/add/" not in url)
    page.goto("/second-factor/webauthn/")
    page.get_by_text("办公室的电脑").wait_for()
    look(page, "passkey-kept", pictures, "wide")
    assert faults(page) == []


def test_a_passkey_is_all_that_signing_in_takes(browser: Browser, address: str, pictures: Path) -> None:
    # A passkey belongs to a name: an address of numbers has none.
    base = address.replace("127.0.0.1", "localhost")
    context = browser.new_context(viewport=WIDE, locale="zh-CN", base_url=base)  # type: ignore[arg-type] # a size
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    made = device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    sign_in_by_password(page)
    enrol(page, pictures)
    assert len(device.send("WebAuthn.getCredentials", made)["credentials"]) == 1
    context.clear_cookies()
    page.goto("/")
    page.wait_for_url("**/login/**")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.get_by_role("heading", name="平二，您好").wait_for()
    page.goto("/cases/")
    assert page.get_by_role("heading", level=1).inner_text() == "办理事项"
    device.send("WebAuthn.removeVirtualAuthenticator", made)
    device.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    context.clear_cookies()
    page.goto("/login/")
    page.get_by_role("button", name="用通行密钥登录").click()
    page.wait_for_timeout(500)
    page.goto("/cases/")
    assert page.url.startswith(f"{base}/login/")
    context.close()
