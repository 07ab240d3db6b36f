"""Static files with hashed names."""

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedStaticStorage(CompressedManifestStaticFilesStorage):
    """Rewrites `import ... from "./x.js";` in our modules to hashed names, so that no import map and no
    bundler is needed. The semicolon is part of Django's pattern: biome enforces it."""

    support_js_module_import_aggregation = True
    max_post_process_passes = 20  # one per level of the import graph
