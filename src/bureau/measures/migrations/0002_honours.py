import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_alter_delegation_action"),
        ("enterprises", "0001_initial"),
        ("measures", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="task",
            name="measure_state",
        ),
        migrations.AddField(
            model_name="task",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[("withdrawn", "撤销"), ("suspended", "暂停"), ("kept", "保留")],
                max_length=16,
                verbose_name="决定",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="proposed_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="提出人",
            ),
        ),
        migrations.AddField(
            model_name="task",
            name="returned_because",
            field=models.CharField(blank=True, max_length=400, verbose_name="退回理由"),
        ),
        migrations.AlterField(
            model_name="task",
            name="state",
            field=models.CharField(
                choices=[
                    ("standing", "执行中"),
                    ("to_do", "待办"),
                    ("proposed", "待复核"),
                    ("done", "已办"),
                    ("ended", "已终止"),
                ],
                max_length=16,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("state__in", ("standing", "to_do", "proposed", "done", "ended"))),
                name="measure_state",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ("", "withdrawn", "suspended", "kept"))),
                name="measure_outcome",
            ),
        ),
        migrations.AddConstraint(
            model_name="task",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "done"), _negated=True),
                    ("outcome", ""),
                    models.Q(
                        ("proposed_by__isnull", False),
                        models.Q(("proposed_by", models.F("done_by")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="measure_decided_by_two",
            ),
        ),
    ]
