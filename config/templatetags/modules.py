"""{% module "js/map/main.js" %}: script tag of a module, with modulepreload links for its imports."""

from django import template
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from config.modules import module_graph

register = template.Library()


# Low priority: style sheets and fonts block rendering and come first.
PRELOAD = '<link rel="modulepreload" href="{}" fetchpriority="low">'


@register.simple_tag
def module(name: str) -> SafeString:
    script, *imported = module_graph(name)
    preloads = format_html_join("\n", PRELOAD, ((static(one),) for one in imported))
    return format_html('{}\n<script type="module" src="{}"></script>', preloads, static(script))
