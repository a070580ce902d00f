import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_alter_delegation_action"),
        ("procedures", "0003_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Wording",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64, verbose_name="文书")),
                ("texts", models.JSONField(verbose_name="内容")),
                ("proposed_at", models.DateTimeField(verbose_name="提出时间")),
                ("decided_at", models.DateTimeField(null=True, verbose_name="复核时间")),
                ("in_force", models.BooleanField(default=False, verbose_name="采用")),
                ("returned_because", models.CharField(blank=True, max_length=400, verbose_name="退回理由")),
                (
                    "body",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="accounts.body",
                        verbose_name="单位",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="复核人",
                    ),
                ),
                (
                    "proposed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="提出人",
                    ),
                ),
            ],
            options={
                "ordering": ("-pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("decided_by__isnull", True)),
                        fields=("body", "code"),
                        name="wording_one_proposal",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_by__isnull", True),
                            models.Q(("decided_by", models.F("proposed_by")), _negated=True),
                            _connector="OR",
                        ),
                        name="wording_seen_by_two",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("in_force", False), ("decided_by__isnull", False), _connector="OR"
                        ),
                        name="wording_decided_first",
                    ),
                ],
            },
        ),
    ]
