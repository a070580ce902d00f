"""How forms look: every form and field of the system goes through these two templates."""

from django.forms.renderers import TemplatesSetting


class Renderer(TemplatesSetting):
    """Draws forms with the components of the design system."""

    form_template_name = "ui/form.html"
    field_template_name = "ui/field.html"
