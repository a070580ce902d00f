"""Replies of enterprises, which only grow; there is no way back on purpose."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from bureau.audit.growing import only_grows


class Migration(migrations.Migration):
    """Makes the table, and guards it."""

    dependencies = [
        ("archives", "0006_deadlines"),
        ("enterprises", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Reply",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("source", models.CharField(max_length=64, verbose_name="提供单位")),
                ("record_id", models.CharField(max_length=128, verbose_name="记录编号")),
                ("words", models.TextField(verbose_name="企业的说明")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="说明人",
                    ),
                ),
                (
                    "enterprise",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to="enterprises.enterprise",
                    ),
                ),
            ],
            options={
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["source", "record_id"], name="reply_fact")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("words", ""), _negated=True), name="reply_says_something"
                    )
                ],
            },
        ),
        migrations.RunPython(only_grows("archives", "Reply")),
    ]
