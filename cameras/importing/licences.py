"""Licences by their SPDX identifier (https://spdx.org/licenses/), which programs know. Pure."""

from difflib import get_close_matches

from packaging.licenses import InvalidLicenseExpression, canonicalize_license_expression

# Under which administrations and mappers publish; only to say what may be meant.
_USUAL = (
    "ODbL-1.0", "CC-BY-4.0", "CC-BY-SA-4.0", "CC-BY-3.0", "CC-BY-SA-2.0", "CC0-1.0", "etalab-2.0",
    "OGL-UK-3.0", "DL-DE-BY-2.0", "DL-DE-ZERO-2.0", "ODC-By-1.0", "PDDL-1.0", "NLOD-2.0",
)  # fmt: skip


def canonical(text: str) -> str:
    """The identifier as SPDX writes it; raises ValueError with what may be meant."""
    try:
        return str(canonicalize_license_expression(text))
    except InvalidLicenseExpression:
        usual = {one.casefold(): one for one in _USUAL}
        near = [usual[one] for one in get_close_matches(text.casefold().replace(" ", "-"), usual, n=1)]
        meant = f" Is it {near[0]}?" if near else ""
        raise ValueError(
            f"--licence {text}: that is not an SPDX identifier such as ODbL-1.0 or etalab-2.0.{meant} "
            "For a licence that SPDX does not list write LicenseRef-NAME."
        ) from None
