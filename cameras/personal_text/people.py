"""Names of people, alone or with a street address, and what they are accused of. Pure.

Words and the places where they stand; no list of surnames, and names in streets, schools and shops are none.
"""

import re

from cameras.personal_text.accusations import find_accusations
from cameras.personal_text.addresses import find_addresses, find_streets
from cameras.personal_text.names import GIVEN_NAMES
from cameras.personal_text.spans import Span, near

_WORD = r"[^\W\d_][\w'’-]{0,30}"
# A title before a name. M. only with a capital behind it: "à 3 m. du sol".
_TITLED = re.compile(
    rf"(?<![\w.])(?:(?P<sure>mme|mmes|madame|mesdames|monsieur|messieurs|mlle|mademoiselle|mrs|mr|herrn?|frau|signora?|señora?|"
    rf"famille|familie|family of|chez les)\.?|(?P<short>M|MM|Mr|Ms|Miss|Dr|Sig|Sigra|Sr|Sra|Fam|Hr|Fr)\.)"
    rf"\s{{1,2}}(?P<name>{_WORD}(?:\s{_WORD})?(?:\s{_WORD})?)",
    re.IGNORECASE,
)
_SHORT_TEXT = "M MM Mr Ms Miss Dr Sig Sigra Sr Sra Fam Hr Fr"
_SHORT = frozenset(_SHORT_TEXT.split())
_GIVEN = re.compile(
    rf"(?<![\w'’-])({_WORD})\s(?:[A-Z]\.\s)?((?:(?:de|du|von|van|di|da|le|la|el|ben)\s)?{_WORD})"
)
_INITIAL = re.compile(rf"(?<![\w.])[A-Z]\.\s?(?:[A-Z]\.\s?)?({_WORD})")
# Behind a title: "Madame la Présidente", "M. le maire", shops.
_NO_NAME_TEXT = (
    "le la les l un une de du des d et ou qui que est a à au aux ce cette mon ma sa son ses maire "
    "président présidente ministre préfet préfète commissaire agent directeur directrice gardien "
    "gardienne concierge syndic the who is and or der die das und oder ist hat bürgermeister "
    "bürgermeisterin propre bricolage minit good oetker martens price burger bean nobody personne x y z"
)
_NO_NAME = frozenset(_NO_NAME_TEXT.split())
# In front of a name that is a street, a school, a shop.
_NO_PERSON_BEFORE_TEXT = (
    "rue avenue av ave boulevard bd place pl chemin ch impasse allée allee quai route cours square "
    "passage sentier montée faubourg esplanade promenade ruelle pont tour tunnel parc jardin jardins port "
    "gare station métro metro arrêt parking lycée lycee collège college école ecole université faculté "
    "crèche stade gymnase piscine salle espace centre maison résidence residence villa cité cite immeuble "
    "hôtel hotel hôpital hopital clinique théâtre theatre musée musee église eglise chapelle cathédrale "
    "saint sainte st ste fondation fondations prix garage boulangerie pharmacie restaurant café cafe bar "
    "salon boutique cabinet étude etude société societe ets établissements entreprise sarl sas sa groupe "
    "galerie librairie fleuriste coiffeur street road school platz straße strasse schule gymnasium via "
    "piazza scuola calle plaza statue buste monument médiathèque bibliothèque aéroport airport shop store "
    "company"
)
_NO_PERSON_BEFORE = frozenset(_NO_PERSON_BEFORE_TEXT.split())
_LINKING_TEXT = "de du des la le les l d of the der die das von di del della"
_LINKING = frozenset(_LINKING_TEXT.split())


def find_people(text: str) -> list[Span]:
    names = _titled(text)
    streets = find_streets(text)
    known = [Span(name.start, name.end, "name_address") if near(name, streets) else name for name in names]
    if streets:
        known += [name for name in _given(text) if near(name, streets)]
    return known + find_accusations(text, find_addresses(text) + names)


def _titled(text: str) -> list[Span]:
    spans = []
    for match in _TITLED.finditer(text):
        words = match["name"].split()
        if match["short"] and match["short"] not in _SHORT:
            continue
        if words[0].casefold().partition("'")[0] in _NO_NAME or (
            match["short"] and not words[0][0].isupper()
        ):
            continue
        spans.append(Span(match.start(), match.start("name") + _length(match["name"], words), "name"))
    return spans


def _length(name: str, words: list[str]) -> int:
    """How much of it is a name: the first word, and those with a capital behind it."""
    count = 1
    while count < len(words) and words[count][0].isupper() and words[0][0].isupper():
        count += 1
    end = 0
    for word in words[:count]:
        end = name.index(word, end) + len(word)
    return end


def _given(text: str) -> list[Span]:
    """Jean Dupont, J. Dupont: only beside an address."""
    spans = []
    for match in _GIVEN.finditer(text):
        given, family = match[1], match[2].split()[-1]
        is_name = given.casefold() in GIVEN_NAMES and given[0].isupper() and family[0].isupper()
        if is_name and not _is_of_a_place(text, match.start()):
            spans.append(Span(*match.span(), "name_address"))
    for match in _INITIAL.finditer(text):
        if match[1][0].isupper() and len(match[1]) > 2 and not _is_of_a_place(text, match.start()):
            spans.append(Span(*match.span(), "name_address"))
    return spans


def _is_of_a_place(text: str, start: int) -> bool:
    """Whether the words in front make the name that of a street, a school or a shop."""
    words = re.findall(r"[\w’']+", text[max(0, start - 40) : start])
    while words and words[-1].casefold().rstrip("'’") in _LINKING:
        words.pop()
    return bool(words) and words[-1].casefold() in _NO_PERSON_BEFORE
