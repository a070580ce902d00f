"""Every address of the system, and who may open it. An address without a line here fails a test."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from bureau.accounts.roles import Action
from bureau.accounts.scopes import Standing
from tests.bureau.ledger.logs import a_decision
from tests.bureau.objects import (
    a_batch,
    a_case,
    a_desk,
    a_document,
    a_lead,
    a_measure,
    a_paper,
    a_product,
    a_proposal,
    a_proposed_end,
    a_ready_case,
    a_ready_step,
    a_record,
    a_ruling,
    a_step,
    a_tried_kind,
    a_wording,
    an_adoption,
    an_enterprise,
    an_entry,
    an_honour,
    some_evidence,
)

# Who an address is for, where it is not for those who may do some action.
EVERYBODY, SIGNED_IN, WORKING = "everybody", "whoever is signed in", "whoever works for a body"


@dataclass(frozen=True)
class Address:
    """For whom, with what in it; `opens` is what is answered, and `of` the body whose scope has the object.

    What is about an enterprise is `made` for the test, and `on` says where that stands; who sees it without the right to
    do what is done there, `also`, is refused.
    """

    who: Action | str
    given: dict[str, object] = field(default_factory=dict)
    opens: int = 200
    of: str = ""
    post_only: bool = False
    made: Callable[[], dict[str, object]] | None = None
    on: Standing | None = None
    also: Action | None = None


def about(who: Action, made: Callable[[], dict[str, object]] = an_enterprise, opens: int = 200) -> Address:
    """Give an address on an enterprise in Hangzhou that does not export."""
    return Address(who, opens=opens, made=made, on=Standing("330106", "913301060000001231"))


PERSON: dict[str, object] = {"username": "ali"}
KEEP = Action.ENTERPRISE_KEEP
ADDRESSES = {
    "home": Address(SIGNED_IN),
    "live": Address(EVERYBODY),
    "ready": Address(EVERYBODY),
    "set_language": Address(EVERYBODY, opens=302),
    "welcome": Address(EVERYBODY, {"key": "MQ", "token": "spent"}, opens=410),
    "own_account": Address(WORKING),
    "act_for": Address(WORKING, opens=405, post_only=True),
    "filter_save": Address(WORKING, opens=405, post_only=True),
    "filter_forget": Address(WORKING, {"pk": 1}, opens=405, post_only=True),
    "notices": Address(WORKING),
    "notices_seen": Address(WORKING, opens=405, post_only=True),
    "notices_mail": Address(WORKING),
    "notices_mail_stop": Address(WORKING),
    "notices_confirm": Address(WORKING, {"key": "spent"}, opens=302),
    "notice_open": Address(WORKING, {"kind": "cases"}, opens=405, post_only=True),
    "absences": Address(WORKING),
    "absence_add": Address(WORKING),
    # Of whom one may open them is tested in absences: of oneself, or of one's body.
    "absence_end": Address(WORKING, {"pk": 1}, opens=404),
    "work_pass": Address(WORKING, {"username": "nobody"}, opens=404),
    "bodies": Address(Action.BODY_READ),
    "body": Address(Action.BODY_READ, {"code": "P33"}, of="P33"),
    "body_add": Address(Action.BODY_KEEP, {"code": "P33"}, of="P33"),
    "body_close": Address(Action.BODY_KEEP, {"code": "P33"}, of="P33"),
    "regions": Address(Action.BODY_READ),
    "delegations": Address(Action.DELEGATION_READ),
    "delegation_give": Address(Action.DELEGATION_GIVE),
    "delegation_revoke": Address(Action.DELEGATION_GIVE, {"pk": 1}, of="P33"),
    "matrix": Address(Action.MATRIX_READ),
    "people": Address(Action.PERSON_MANAGE),
    "person_invite": Address(Action.PERSON_MANAGE),
    "person": Address(Action.PERSON_MANAGE, PERSON, of="P33"),
    "person_switch": Address(Action.PERSON_MANAGE, PERSON, of="P33"),
    "person_renew": Address(Action.PERSON_MANAGE, PERSON, of="P33"),
    "role_withdraw": Address(Action.PERSON_MANAGE, {**PERSON, "membership": 1}, of="P33"),
    "enterprises": Address(Action.ENTERPRISE_READ),
    "enterprise_add": Address(KEEP),
    "enterprise": about(Action.ENTERPRISE_READ),
    "enterprise_rename": about(KEEP),
    "enterprise_exporter": about(KEEP),
    "enterprise_deregister": about(KEEP),
    "enterprise_succeed": about(KEEP),
    "product_add": about(KEEP),
    "product_end": about(KEEP, a_product),
    "verification": Address(Action.RECORD_VERIFY),
    "unfinished": Address(Action.RECORD_ENTER),
    "dossier": about(Action.DOSSIER_READ),
    "record_choose": about(Action.RECORD_ENTER),
    "record_enter": about(Action.RECORD_ENTER, an_entry),
    "record": about(Action.DOSSIER_READ, a_record),
    "record_verify": about(Action.RECORD_VERIFY, a_proposal),
    "record_return": about(Action.RECORD_VERIFY, a_proposal),
    "record_amend": about(Action.RECORD_ENTER, a_proposal),
    "record_withdraw": about(Action.RECORD_ENTER, a_proposal),
    "record_attach": about(Action.RECORD_ENTER, a_proposal),
    "evidence": about(Action.DOSSIER_READ, some_evidence),
    "batches": Address(Action.BATCH_ENTER),
    "batches_awaiting": Address(Action.BATCH_VERIFY),
    "batch_add": Address(Action.BATCH_ENTER),
    "batch_template": Address(Action.BATCH_ENTER, {"kind": "violation"}),
    "batch": Address(Action.BATCH_ENTER, of="P33", made=a_batch),
    "batch_faults": Address(Action.BATCH_ENTER, of="P33", made=a_batch),
    "batch_verify": Address(Action.BATCH_VERIFY, of="P33", made=a_batch),
    "batch_return": Address(Action.BATCH_VERIFY, of="P33", made=a_batch),
    "record_reply": about(Action.CASE_APPLY, a_record),
    "record_correct": about(Action.RECORD_CORRECT, a_record),
    "record_annul": about(Action.RECORD_CORRECT, a_record),
    "record_contest": about(Action.RECORD_CORRECT, a_record),
    "record_settle": about(Action.RECORD_CORRECT, a_record),
    "found": Address(Action.DOSSIER_READ),
    "board": Address(Action.STATISTICS_READ),
    "grades": Address(Action.GRADE_READ),
    "grades_moved": Address(Action.GRADE_READ),
    "grades_counted": Address(Action.STATISTICS_READ),
    "standard": Address(WORKING),
    "adoptions": Address(Action.STANDARD_PREVIEW),
    "adoption_propose": Address(Action.STANDARD_PROPOSE),
    "adoption": Address(Action.STANDARD_PREVIEW, made=an_adoption),
    "adoption_adopt": Address(Action.STANDARD_ADOPT, made=an_adoption),
    "adoption_refuse": Address(Action.STANDARD_ADOPT, made=an_adoption),
    "adoption_withdraw": Address(Action.STANDARD_PROPOSE, made=an_adoption),
    "grade": about(Action.GRADE_READ),
    "grade_history": about(Action.GRADE_READ),
    "grade_paper": about(Action.GRADE_READ, a_paper),
    "pocket": about(Action.DOSSIER_READ, a_decision),
    "desk": Address(Action.CASE_APPLY, made=a_desk),
    "self_check": Address(Action.CASE_APPLY, made=a_desk),
    "self_check_kind": Address(Action.CASE_APPLY, made=a_tried_kind),
    "cases": Address(Action.CASE_READ),
    "leads": Address(Action.RECORD_ENTER),
    "lead": about(Action.RECORD_ENTER, a_lead),
    "lead_open": about(Action.RECORD_ENTER, a_lead),
    "lead_record": about(Action.RECORD_ENTER, a_lead),
    "lead_answer": about(Action.RECORD_ENTER, a_lead),
    "publication": Address(Action.CASE_PUBLISH),
    "publication_rules": Address(Action.CASE_PUBLISH),
    "publication_case": about(Action.CASE_PUBLISH, a_ready_case),
    "publisher_step": replace(about(Action.CASE_READ, a_ready_step, opens=302), also=Action.CASE_PUBLISH),
    "rulings": Address(Action.CASE_PUBLISH),
    "ruling": about(Action.CASE_PUBLISH, a_ruling),
    "ruling_reply": about(Action.CASE_APPLY, a_ruling),
    "measures": Address(Action.MEASURE_READ),
    "measures_catalogue": Address(Action.MEASURE_READ),
    "measures_draw": Address(Action.MEASURE_DO),
    "measures_of": about(Action.MEASURE_READ),
    "measure": about(Action.MEASURE_READ, a_measure),
    "honours": Address(Action.MEASURE_READ),
    "measure_propose": about(Action.MEASURE_DO, an_honour),
    "measure_confirm": about(Action.MEASURE_DO, a_proposed_end),
    "measure_return": about(Action.MEASURE_DO, a_proposed_end),
    "measure_do": about(Action.MEASURE_DO, a_measure),
    "measure_assign": about(Action.MEASURE_DO, a_measure),
    "holidays": Address(Action.CALENDAR_KEEP),
    "holidays_enter": Address(Action.CALENDAR_KEEP),
    "agenda": Address(Action.CASE_READ),
    "agenda_file": Address(Action.CASE_READ),
    "wordings": Address(Action.CASE_REVIEW),
    "wording": Address(Action.CASE_REVIEW, {"code": "rectification.open"}),
    "wording_edit": Address(Action.CASE_REVIEW, {"code": "rectification.open"}),
    "wording_confirm": Address(Action.CASE_REVIEW, of="P33", made=a_wording),
    "wording_return": Address(Action.CASE_REVIEW, of="P33", made=a_wording),
    "case_document": about(Action.CASE_READ, a_document),
    "burden": Address(Action.CASE_READ),
    "case_apply": about(Action.CASE_APPLY),
    "case_object": about(Action.CASE_APPLY),
    "case_object_record": about(Action.CASE_APPLY, a_record),
    "case_repair": about(Action.CASE_APPLY),
    "case_order": about(Action.CASE_EVALUATE),
    "case_eliminate": about(Action.CASE_EVALUATE),
    "cases_of": about(Action.CASE_READ),
    "case": about(Action.CASE_READ, a_case),
    "case_interest": about(Action.CASE_READ, a_case),
    "case_step": replace(about(Action.CASE_READ, a_step), also=Action.CASE_REVIEW),
    "events": Address(Action.AUDIT_READ),
    "reads": Address(Action.READS_READ),
    # Signing in, as allauth does it: who is signed in already, or has nothing to do there, is sent on.
    "account_login": Address(EVERYBODY, opens=302),
    "account_logout": Address(EVERYBODY),
    "account_inactive": Address(EVERYBODY),
    "account_signup": Address(EVERYBODY, opens=302),
    "account_reauthenticate": Address(SIGNED_IN),
    "account_change_password": Address(SIGNED_IN),
    "account_set_password": Address(SIGNED_IN, opens=302),
    "usersessions_list": Address(SIGNED_IN),
    "mfa_index": Address(SIGNED_IN),
    "mfa_authenticate": Address(EVERYBODY, opens=302),
    "mfa_reauthenticate": Address(SIGNED_IN),
    "mfa_view_recovery_codes": Address(SIGNED_IN, opens=404),
    "mfa_generate_recovery_codes": Address(SIGNED_IN, opens=302),
    "mfa_download_recovery_codes": Address(SIGNED_IN, opens=404),
    "mfa_activate_totp": Address(SIGNED_IN, opens=302),
    "mfa_deactivate_totp": Address(SIGNED_IN, opens=302),
    "mfa_list_webauthn": Address(SIGNED_IN),
    "mfa_add_webauthn": Address(SIGNED_IN, opens=302),
    "mfa_reauthenticate_webauthn": Address(SIGNED_IN, opens=302),
    "mfa_remove_webauthn": Address(SIGNED_IN, {"pk": 1}, opens=302),
    "mfa_edit_webauthn": Address(SIGNED_IN, {"pk": 1}, opens=302),
    "mfa_login_webauthn": Address(EVERYBODY, opens=302),
    "openid_connect_login": Address(EVERYBODY, {"provider_id": "service"}, opens=404),
    "openid_connect_callback": Address(EVERYBODY, {"provider_id": "service"}, opens=404),
}
