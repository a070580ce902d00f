"""Pages on people: who there is, who comes, what each may do."""

from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _

from bureau.accounts import actions
from bureau.accounts.filters import PersonFilter
from bureau.accounts.forms import InviteForm, RoleForm
from bureau.accounts.models import Membership, Person, holding_on
from bureau.accounts.queries import bodies_under, people_visible_to
from bureau.accounts.requests import acting, requires
from bureau.accounts.roles import Action, Role
from bureau.accounts.tables import PersonTable
from bureau.ui.clock import day, moment
from bureau.ui.pages import confirm_page, form_page, list_page

manages = requires(Action.PERSON_MANAGE)


def _person(request: HttpRequest, username: str) -> Person:
    return get_object_or_404(people_visible_to(acting(request)), username=username)


def _link(request: HttpRequest, person: Person) -> str:
    key = urlsafe_base64_encode(force_bytes(person.pk))
    token = default_token_generator.make_token(person)
    return request.build_absolute_uri(reverse("welcome", args=[key, token]))


def _show_link(request: HttpRequest, person: Person) -> HttpResponse:
    return render(request, "accounts/link.html", {"person": person, "link": _link(request, person)})


@manages
def people(request: HttpRequest) -> HttpResponse:
    """List the people of one's own body and those below."""
    today = day(moment(request))
    current = Membership.objects.filter(holding_on(today)).select_related("body")
    found = people_visible_to(acting(request)).prefetch_related(
        Prefetch("memberships", queryset=current, to_attr="current")
    )
    filtered = PersonFilter(request.GET, queryset=found)
    words = {
        "title": _("人员"),
        "lead": _("本单位和下级单位的人员。角色由管理员授予，谁也不能给自己授予。"),
        "filter": filtered,
        "action": _("邀请人员"),
        "action_url": reverse("person_invite"),
    }
    return list_page(request, PersonTable(filtered.qs), words)


@manages
def invite(request: HttpRequest) -> HttpResponse:
    """Invite a person, and show the link by which he comes in, this once."""
    by = acting(request)
    form = InviteForm(request.POST or None, bodies=bodies_under(by, Action.PERSON_MANAGE))

    def act(data: dict[str, object]) -> HttpResponse:
        chosen = {**data, "roles": [Role(role) for role in form.cleaned_data["roles"]]}
        return _show_link(request, actions.invite(by=by, at=moment(request), **chosen))  # type: ignore[arg-type] # cleaned

    words = {"title": _("邀请人员"), "submit": _("邀请"), "back": _("人员"), "back_url": reverse("people")}
    return form_page(request, form, act, words)


@manages
def person(request: HttpRequest, username: str) -> HttpResponse:
    """Show one person: roles now and before, and what can be done."""
    found, by, today = _person(request, username), acting(request), day(moment(request))
    form = RoleForm(request.POST or None, bodies=bodies_under(by, Action.PERSON_MANAGE))

    def act(data: dict[str, object]) -> HttpResponse:
        role = Role(str(data["role"]))
        actions.give_role(by=by, at=moment(request), person=found, body=form.cleaned_data["body"], role=role)
        messages.success(request, _("已授予“%(role)s”。") % {"role": role.label})
        return redirect("person", username)

    held = [
        {"membership": one, "current": one.holds_on(today)}
        for one in found.memberships.select_related("body", "given_by")
    ]
    words = {
        "person": found,
        "memberships": held,
        "himself": found == by.person,
        "title": found.name,
        "back": _("人员"),
        "back_url": reverse("people"),
        "template": "accounts/person.html",
    }
    return form_page(request, form, act, words)


@manages
def withdraw(request: HttpRequest, username: str, membership: int) -> HttpResponse:
    """End a role of a person."""
    found, by = _person(request, username), acting(request)
    bodies = bodies_under(by, Action.PERSON_MANAGE)
    one = get_object_or_404(
        found.memberships.filter(body__in=bodies).select_related("body", "person"), pk=membership
    )
    words = {
        "title": _("收回%(person)s的“%(role)s”") % {"person": found, "role": one.get_role_display()},
        "consequences": [_("今天起不能再以这一角色办理。"), _("以前办理的事项不受影响，日志照旧保留。")],
        "submit": _("收回"),
        "back_url": reverse("person", args=[username]),
    }
    return confirm_page(
        request,
        lambda: actions.withdraw_role(by=by, at=moment(request), membership=one),
        words,
        done=_("角色已收回。"),
    )


@manages
def switch(request: HttpRequest, username: str) -> HttpResponse:
    """Deactivate a person, or let him back in."""
    found, by = _person(request, username), acting(request)
    if found.is_active:
        title, submit, done = _("停用%(person)s"), _("停用"), _("已停用。")
        consequences = [
            _("立即不能登录，正在进行的登录随即结束。"),
            _("以前办理的事项不受影响，随时可以恢复。"),
        ]
    else:
        title, submit, done = _("恢复%(person)s"), _("恢复"), _("已恢复。")
        consequences = [_("可以用原来的密码登录，角色照旧。")]
    active = not found.is_active
    words = {
        "title": title % {"person": found},
        "consequences": consequences,
        "submit": submit,
        "back_url": reverse("person", args=[username]),
    }
    return confirm_page(
        request,
        lambda: actions.set_active(by=by, at=moment(request), person=found, active=active),
        words,
        done=done,
    )


@manages
def renew(request: HttpRequest, username: str) -> HttpResponse:
    """Give a person a new link, after his password or his telephone was lost."""
    found, by = _person(request, username), acting(request)
    words = {
        "title": _("给%(person)s重发登录链接") % {"person": found},
        "consequences": [_("原来的密码、动态口令和通行密钥立即失效。"), _("先当面或者电话核实是本人。")],
        "submit": _("重发链接"),
        "back_url": reverse("person", args=[username]),
    }

    def act() -> HttpResponse:
        actions.renew_link(by=by, at=moment(request), person=found)
        return _show_link(request, found)

    return confirm_page(request, act, words)
