"""The words of the matrix: kinds of body, axes, roles and actions."""

from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a body is."""

    NATIONAL = "national", _("国家质检部门")
    PROVINCIAL = "provincial", _("省级质检部门")
    LOCAL = "local", _("市县质检部门")
    INSPECTION = "inspection", _("出入境检验检疫机构")
    LABORATORY = "laboratory", _("检验单位")
    PARTNER = "partner", _("其他部门")
    ENTERPRISE = "enterprise", _("企业")


class Axis(TextChoices):
    """The side from which a body is concerned with an enterprise."""

    NATION = "nation", _("全国")
    HOME = "home", _("省域")
    BELOW = "below", _("市县域")
    EXPORT = "export", _("出口域")
    ASSIGNED = "assigned", _("受委派")
    SELF = "self", _("本企业")


AXIS_OF: Final = {
    Kind.NATIONAL: Axis.NATION,
    Kind.PROVINCIAL: Axis.HOME,
    Kind.LOCAL: Axis.BELOW,
    Kind.INSPECTION: Axis.EXPORT,
    Kind.LABORATORY: Axis.ASSIGNED,
    Kind.PARTNER: Axis.ASSIGNED,
    Kind.ENTERPRISE: Axis.SELF,
}


class Role(TextChoices):
    """What a person does in a body."""

    RECORDER = "recorder", _("录入员")
    VERIFIER = "verifier", _("核对员")
    EVALUATOR = "evaluator", _("评价员")
    REVIEWER = "reviewer", _("复核员")
    PUBLISHER = "publisher", _("发布员")
    SUPERVISOR = "supervisor", _("内部监督员")
    STATISTICIAN = "statistician", _("统计员")
    ADMINISTRATOR = "administrator", _("本单位管理员")
    LABORATORY = "laboratory", _("检验单位用户")
    PARTNER = "partner", _("其他部门用户")
    ENTERPRISE = "enterprise", _("企业用户")


OFFICERS: Final = frozenset(Role) - {Role.LABORATORY, Role.PARTNER, Role.ENTERPRISE}
_OUTSIDE: Final = {
    Kind.LABORATORY: Role.LABORATORY,
    Kind.PARTNER: Role.PARTNER,
    Kind.ENTERPRISE: Role.ENTERPRISE,
}
# Which roles there are in a body of each kind.
ROLES_IN: Final = {
    kind: frozenset({_OUTSIDE[kind], Role.ADMINISTRATOR}) if kind in _OUTSIDE else OFFICERS for kind in Kind
}
# Where a password alone will do.
WITHOUT_SECOND_FACTOR: Final = frozenset({Kind.ENTERPRISE})


class Action(TextChoices):
    """What is done, as far as not everybody may do it."""

    BODY_READ = "body.read", _("查看单位名录")
    BODY_KEEP = "body.keep", _("设立、撤销下级单位")
    MATRIX_READ = "matrix.read", _("查看角色权限表")
    PERSON_MANAGE = "person.manage", _("管理本单位和下级单位人员")
    WORK_PASS = "work.pass", _("登记不在岗、移交工作")
    DELEGATION_READ = "delegation.read", _("查看授权")
    DELEGATION_GIVE = "delegation.give", _("授权下级单位")
    AUDIT_READ = "audit.read", _("查看操作日志")
    READS_READ = "reads.read", _("查看查询日志")
    ENTERPRISE_READ = "enterprise.read", _("查看企业")
    ENTERPRISE_KEEP = "enterprise.keep", _("登记、变更企业")
    DOSSIER_READ = "dossier.read", _("查看质量档案")
    RECORD_ENTER = "record.enter", _("录入记录")
    RECORD_VERIFY = "record.verify", _("核对记录")
    RECORD_CORRECT = "record.correct", _("更正、撤销记录")
    BATCH_ENTER = "batch.enter", _("批量导入")
    BATCH_VERIFY = "batch.verify", _("核对批量导入")
    EXPORT_MAKE = "export.make", _("导出")
    GRADE_READ = "grade.read", _("查看等级和理由")
    STANDARD_PREVIEW = "standard.preview", _("查看标准采用的预览")
    STANDARD_PROPOSE = "standard.propose", _("提出采用标准")
    STANDARD_ADOPT = "standard.adopt", _("批准采用标准")
    STATISTICS_READ = "statistics.read", _("查看统计")
    CASE_READ = "case.read", _("查看办理事项")
    CASE_APPLY = "case.apply", _("申请、陈述、提出异议")
    CASE_EVALUATE = "case.evaluate", _("受理、评价、告知")
    CASE_REVIEW = "case.review", _("复核、审查")
    CASE_DECIDE = "case.decide", _("决定曝光")
    CASE_INSPECT = "case.inspect", _("复查整改")
    CASE_PUBLISH = "case.publish", _("发布、列入名单")
    CASE_OPINION = "case.opinion", _("提出检验意见")
    CASE_APPEAL = "case.appeal", _("复查下级的异议决定")
    MEASURE_READ = "measure.read", _("查看监管措施")
    MEASURE_DO = "measure.do", _("办理监管措施")
    CALENDAR_KEEP = "calendar.keep", _("维护放假安排")
