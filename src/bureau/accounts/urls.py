"""The addresses of accounts. Of allauth's, only those that are used here."""

from allauth.account import views as account
from django.urls import include, path

from bureau.accounts.views import bodies, own, people

urlpatterns = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("signup/", account.signup, name="account_signup"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("second-factor/", include("allauth.mfa.urls")),
    path("sessions/", include("allauth.usersessions.urls")),
    path("service/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("welcome/<str:key>/<str:token>/", own.welcome, name="welcome"),
    path("account/", own.own_account, name="own_account"),
    path("account/body/", own.act_for, name="act_for"),
    path("account/filters/", own.filter_save, name="filter_save"),
    path("account/filters/<int:pk>/forget/", own.filter_forget, name="filter_forget"),
    path("bodies/", bodies.bodies, name="bodies"),
    path("bodies/<str:code>/", bodies.body, name="body"),
    path("bodies/<str:code>/add/", bodies.body_add, name="body_add"),
    path("bodies/<str:code>/close/", bodies.body_close, name="body_close"),
    path("regions/", bodies.regions, name="regions"),
    path("delegations/", bodies.delegations, name="delegations"),
    path("delegations/give/", bodies.delegation_give, name="delegation_give"),
    path("delegations/<int:pk>/revoke/", bodies.delegation_revoke, name="delegation_revoke"),
    path("roles/", bodies.matrix, name="matrix"),
    path("people/", people.people, name="people"),
    path("people/invite/", people.invite, name="person_invite"),
    path("people/<str:username>/", people.person, name="person"),
    path("people/<str:username>/switch/", people.switch, name="person_switch"),
    path("people/<str:username>/renew/", people.renew, name="person_renew"),
    path("people/<str:username>/roles/<int:membership>/withdraw/", people.withdraw, name="role_withdraw"),
]
