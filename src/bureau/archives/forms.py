"""Forms, made from the terms: a kind has the fields that it uses, and its own outcomes."""

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from bureau.archives.facts import NAMES, Facts
from bureau.archives.models import Record
from bureau.archives.replies import LONGEST
from bureau.archives.safe import LARGEST
from bureau.archives.vocabulary import kinds, said
from bureau.enterprises.models import Enterprise
from qualitycredit.archive.schema import RECORDS
from qualitycredit.model.standard import Kind

_MEANING = {column.name: column.meaning for column in RECORDS.columns}
_say = lazy(said, str)


def _hint(name: str) -> Any:  # noqa: ANN401 - a string in the language of the reader
    return _say(_MEANING[name])


def _day(name: str, label: Any, *, required: bool = False) -> forms.DateField:  # noqa: ANN401 - likewise
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, required=required, widget=widget, help_text=_hint(name))


def _number(label: Any) -> forms.IntegerField:  # noqa: ANN401 - likewise
    return forms.IntegerField(label=label, min_value=0, required=True)


class FactsForm(forms.Form):
    """What a record of one kind says; the fields are those that the kind uses."""

    def __init__(self, *args: Any, kind: Kind, enterprise: Enterprise, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.kind = kind
        outcomes = [(one.name, said(one.label)) for one in kind.outcomes]
        if len(outcomes) > 1:
            outcomes.insert(0, ("", "—"))
        self.fields["outcome"] = forms.ChoiceField(label=_("结果"), choices=outcomes)
        self.fields["occurred_on"] = _day("occurred_on", _("发生日期"), required=True)
        self._add_used(kind, enterprise)
        if kind.contestable(None):
            self.fields["contested"] = forms.BooleanField(
                label=_("在异议或者复检之中"), required=False, help_text=_("企业已提出异议，或者正在复检。")
            )
        self.fields["document"] = forms.CharField(
            label=_("文书号"), max_length=200, help_text=_("作为依据的文书，如检验报告、决定书的编号。")
        )

    def _add_used(self, kind: Kind, enterprise: Enterprise) -> None:
        products = "、".join(f"{one.code} {one.name}" for one in enterprise.products.all())
        subject = forms.CharField(
            label=_("产品代码或者资质名称"),
            max_length=200,
            required=False,
            help_text=products or _hint("subject"),
        )
        score = forms.DecimalField(
            label=_("得分"), max_digits=18, decimal_places=4, required=False, help_text=_hint("score")
        )
        used: dict[str, forms.Field] = {
            "subject": subject,
            "due_on": _day("due_on", _("期限")),
            "closed_on": _day("closed_on", _("了结日期")),
            "inspected": _number(_("检验数")),
            "passed": _number(_("合格数")),
            "score": score,
        }
        self.fields.update({name: field for name, field in used.items() if name in kind.uses})

    def facts(self) -> Facts:
        """Give what was filled in."""
        given = {name: self.cleaned_data[name] for name in NAMES if name in self.cleaned_data}
        return Facts(kind=self.kind.name, **given)


class EntryForm(FactsForm):
    """A new record."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields["record_id"] = forms.CharField(
            label=_("记录编号"), max_length=128, required=False, help_text=_("如样品编号；不填则自动编号。")
        )
        self.fields["draft"] = forms.BooleanField(label=_("先存为草稿，不送核对"), required=False)


class GroundForm(forms.Form):
    """Why something is changed, and by which document."""

    reason = forms.CharField(label=_("理由"), max_length=400, widget=forms.Textarea(attrs={"rows": 3}))
    ground = forms.CharField(label=_("变动依据的文书号"), max_length=200)


class CorrectionForm(FactsForm):
    """Another version, and why."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Django's
        super().__init__(*args, **kwargs)
        self.fields.update(GroundForm().fields)
        self.fields.pop("contested", None)


class EvidenceForm(forms.Form):
    """The scan of a document."""

    file = forms.FileField(
        label=_("文书扫描件"),
        help_text=_("PDF、PNG 或者 JPEG，不大于 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.png,.jpg,.jpeg"}),
    )

    def clean_file(self) -> Any:  # noqa: ANN401 - an uploaded file
        """Refuse what is too large before it is read."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("文件不能大于 %(size)s MB。") % {"size": LARGEST // 1024 // 1024})
        return file


class ReplyForm(forms.Form):
    """What an enterprise says beside a record."""

    words = forms.CharField(
        label=_("企业的说明"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("最多 1000 字。不要写个人的电话、住址和证件号码。"),
    )


class ReturnForm(forms.Form):
    """Why it is returned."""

    reason = forms.CharField(
        label=_("退回理由"),
        max_length=400,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("写明要改什么，录入的同事看得到。"),
    )


def initial_of(record: Record) -> dict[str, Any]:
    """Give what a record says as a form begins with it."""
    return {name: getattr(record, name) for name in NAMES}


def kind_of(record: Record) -> Kind:
    """Give the kind of a record."""
    return kinds()[record.kind]


class SheetForm(forms.Form):
    """A sheet of records of one kind."""

    kind = forms.ChoiceField(
        label=_("记录种类"), choices=lambda: [(one.name, said(one.label)) for one in kinds().values()]
    )
    file = forms.FileField(
        label=_("表"),
        help_text=_(".xlsx，或者 CSV（UTF-8 或 GB18030），不大于 20 MB。"),
        widget=forms.FileInput(attrs={"accept": ".xlsx,.csv"}),
    )
    clean_file = EvidenceForm.clean_file
