"""Whose telephone numbers and number plates are to be expected where. ISO 3166-1 codes. Pure."""

_TEXT = """
AD: FR ES
AT: DE CZ SK HU SI IT CH LI
BE: FR LU DE NL
BG: RO GR RS MK TR
CA: US
CH: FR DE AT LI IT
CZ: DE PL SK AT
DE: FR LU BE NL DK PL CZ AT CH
DK: DE SE NO
EE: FI LV
ES: FR AD PT GI
FI: SE NO EE
FR: BE LU DE CH IT MC ES AD GB
GB: IE FR
GR: BG MK AL TR
HR: SI HU RS BA
HU: AT SK UA RO RS HR SI
IE: GB
IT: FR CH AT SI SM MC
LI: CH AT
LT: LV PL
LU: BE DE FR
LV: EE LT
MC: FR IT
NL: BE DE
NO: SE FI DK
PL: DE CZ SK LT UA
PT: ES
RO: HU BG UA MD RS
SE: NO FI DK
SI: IT AT HU HR
SK: CZ PL UA HU AT
SM: IT
US: CA MX
"""
NEIGHBOURS = {line[:2]: tuple(line[4:].split()) for line in _TEXT.strip().splitlines()}


def around(country: str) -> tuple[str, ...]:
    """The country and its neighbours."""
    return (country, *NEIGHBOURS.get(country, ()))
