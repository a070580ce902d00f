"""Official documents and their files, which only grow; there is no way back on purpose."""

import django.db.models.deletion
from django.db import migrations, models

from bureau.audit.growing import only_grows


class Migration(migrations.Migration):
    """Makes the tables, and guards them."""

    dependencies = [
        ("accounts", "0004_alter_delegation_action"),
        ("procedures", "0002_only_grow"),
    ]

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.CharField(max_length=64, verbose_name="文书")),
                ("year", models.PositiveSmallIntegerField(verbose_name="年份")),
                ("sequence", models.PositiveIntegerField(verbose_name="顺序号")),
                ("number", models.CharField(max_length=64, unique=True, verbose_name="文书号")),
                ("at", models.DateTimeField(verbose_name="时间")),
                ("content", models.JSONField(verbose_name="内容")),
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
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="documents",
                        to="procedures.case",
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="document",
                        to="procedures.step",
                    ),
                ),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.CreateModel(
            name="DocumentFile",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "form",
                    models.CharField(
                        choices=[("pdf", "PDF"), ("docx", "Word")], max_length=8, verbose_name="格式"
                    ),
                ),
                ("language", models.CharField(max_length=2, verbose_name="语言")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("size", models.PositiveIntegerField(verbose_name="字节数")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "document",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="procedures.document",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(fields=("body", "year", "sequence"), name="document_number"),
        ),
        migrations.AddConstraint(
            model_name="documentfile",
            constraint=models.UniqueConstraint(
                fields=("document", "form", "language"), name="document_file_once"
            ),
        ),
        migrations.RunPython(only_grows("procedures", "Document")),
        migrations.RunPython(only_grows("procedures", "DocumentFile")),
    ]
