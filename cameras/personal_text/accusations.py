"""Words of theft, drugs and violence beside an address or a name; in French, English and German. Pure."""

import re

from cameras.personal_text.spans import Span, near

_FRENCH = r"""
voleu(?:r|rs|se|ses) vole(?:nt)? volé[es]{0,2} cambriol\w{1,8} drogues? drogué[es]{0,2} stups?
stupéfiants? deal(?:e|ent|er|ers|eurs?|t|ing)? cannabis coca[iï]ne coke héro[iï]ne trafiquants?
squat(?:te|tent|teurs?|ters?)? pédo(?:phil\w{1,4}|s)? viol(?:e|eur|eurs|é|ée)? agress(?:e|é|ée|eur|eurs|ion)
prostitu\w{1,5} proxén\w{2,6} criminel(?:s|le|les)? délinquants? escrocs? escroqueries? arnaqueurs? arnaque
harc[eè]l\w{1,6} recel(?:eurs?)? terroristes? fraude(?:urs?)? alcooliques? ivrognes?
bat\ssa\sfemme travail\sau\snoir
"""
_ENGLISH = r"""
thie(?:f|ves) steal(?:s|ing)? stole stolen theft burglars? burgled robb(?:er|ers|ery|ed) drugs? cocaine
heroin meth paedo\w{0,7} pedo\w{0,7} rap(?:ist|ists|ed) criminals? fraudsters? scam(?:s|mer|mers)? crooks?
terrorists? harass\w{1,6} stalk(?:s|er|ers|ing) prostitut\w{1,5} smuggl\w{2,4} beats\shis\swife
"""
_GERMAN = r"""
dieb(?:e|in|stahl)? stiehlt klaut einbrecher drogen\w{0,9} dealt kiffer vergewaltig\w{1,5} kinderschänder
pädophil\w{0,4} betrüger\w{0,3} hehler kriminelle?r? straftäter schläger schwarzarbeit
"""
_WORD = re.compile(rf"\b(?:{'|'.join((_FRENCH + _ENGLISH + _GERMAN).split())})\b", re.IGNORECASE)
# Against crime in general, as on every sign below a camera; and those who sell cars.
_GENERAL = re.compile(
    r"(?:anti[\s-]?|contre (?:les? |la |tout )?|pr[ée]vention (?:des? |du |de la )?|sans |pas de |"
    r"prot[ée]ger (?:des? |du )?|against |prevent(?:ion of|s|ing)? |no |car[\s-]|auto[\s-]|art |"
    r"camera |gegen |schutz vor )$",
    re.IGNORECASE,
)


def find_accusations(text: str, targets: list[Span]) -> list[Span]:
    """Words that accuse somebody near one of the targets: an address, a name."""
    if not targets:
        return []
    spans = [Span(*match.span(), "accusation") for match in _WORD.finditer(text)]
    return [
        span
        for span in spans
        if near(span, targets) and not _GENERAL.search(text[max(0, span.start - 30) : span.start])
    ]
