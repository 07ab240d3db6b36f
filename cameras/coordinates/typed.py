"""Coordinates as people type them: 43.7384, 7.4246; N 43° 44' 18.2"; lat: 43,7 lon: 7,4. Pure.

Signs become tokens, tokens angles, two angles a position. static/js/lib/coordinates/typed.js is its twin.
"""

from dataclasses import dataclass, field

from cameras.coordinates.results import Position, Refusal, Result, place, rounded
from cameras.coordinates.tokens import Token, Unreadable, tokens_of
from cameras.coordinates.words import EAST_LANGUAGES, WEST_LANGUAGES, plain

_AXIS = {"N": "lat", "S": "lat", "E": "lon", "W": "lon", "O": "lon"}
_LIMITS = {"lat": 90, "lon": 180}


@dataclass
class _Angle:
    """Degrees, minutes and seconds as written. `letter`: N, S, E, W or O; `axis`: lat or lon, of a label."""

    numbers: list[str] = field(default_factory=list)
    sign: str = ""
    letter: str = ""
    axis: str = ""
    unit: str = ""  # of the last number
    is_led: bool = False  # the letter stands in front, as a label does: N -33.8 is south

    @property
    def is_bare(self) -> bool:
        return not (self.letter or self.unit or self.axis)


def read_typed(text: str, language: str = "") -> Result:
    """Read two angles, latitude first unless letters or labels turn them."""
    text = plain(text)
    try:
        parser = _Parser(tokens_of(text))
        parser.parse()
        first, second = _in_order(_two(parser.angles, parser.header))
    except Unreadable as error:
        return error.refusal
    lat, lon = _degrees(first), _degrees(second)
    if lat is None or lon is None:
        return Refusal("contradiction" if _contradicts(first) or _contradicts(second) else "unreadable")
    if second.letter == "O" and language not in WEST_LANGUAGES | EAST_LANGUAGES:
        return _asked(place(lat, -lon), place(lat, lon))
    if second.letter == "O" and language in WEST_LANGUAGES:
        lon = -lon
    if parser.is_dashed:
        return _asked(place(lat, lon), place(lat, -lon))
    return place(lat, lon, parser.asides.get("zoom"), parser.asides.get("accuracy"))


def read_degrees(text: str, axis: str, language: str = "") -> float | Refusal:
    """Read one angle, of the axis `lat` or `lon`: what people write into one field."""
    try:
        parser = _Parser(tokens_of(plain(text)))
        parser.parse()
        angles = parser.angles
    except Unreadable as error:
        return error.refusal
    if not angles:
        return Refusal("empty" if not plain(text) else "unreadable")
    angle = angles[0]
    if len(angles) > 1 or len(_parts(angle, is_alone=False)) > 1 or len(angle.numbers) > 3:
        return Refusal("several")
    if (_AXIS.get(angle.letter) or angle.axis or axis) != axis:
        return Refusal("contradiction")
    angle.axis = angle.axis or axis
    degrees = _degrees(angle)
    if degrees is None:
        return Refusal("contradiction" if _contradicts(angle) else "unreadable")
    if angle.letter == "O":
        if language not in WEST_LANGUAGES | EAST_LANGUAGES:
            return Refusal("ambiguous")
        degrees = -degrees if language in WEST_LANGUAGES else degrees
    return rounded(degrees) if abs(degrees) <= _LIMITS[axis] else Refusal("out_of_range")


def _asked(*readings: Result) -> Refusal:
    choices = tuple(one for one in readings if isinstance(one, Position))
    return Refusal("ambiguous", choices=choices) if choices else Refusal("out_of_range")


class _Parser:
    """Puts tokens together to `angles` and `asides`; `is_dashed`: a dash between two may be a minus."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.angles: list[_Angle] = []
        self.asides: dict[str, float] = {}
        self.current = _Angle()
        self.sign = ""
        self.is_dashed = False
        self.header: tuple[str, ...] = ()
        kinds = [token.kind for token in tokens]
        number = kinds.index("number") if "number" in kinds else len(kinds)
        # 43.7 N or N 43.7, and lat 43.7 or 43.7 lat: the first one decides for the whole text.
        self.has_letters = "letter" in kinds
        self.letters_lead = "letter" in kinds[:number]
        self.axes_lead = "axis" in kinds[:number] or kinds[-1:] != ["axis"]

    def parse(self) -> None:
        positions = iter(range(len(self.tokens)))
        for at in positions:
            token = self.tokens[at]
            taken: int = getattr(self, f"_{token.kind}")(at, token)
            for _ in range(taken):
                next(positions)
        self._close()

    def _close(self) -> None:
        if self.current.numbers:
            self.angles.append(self.current)
            self.current = _Angle()

    def _after(self, at: int, steps: int = 1) -> Token:
        return self.tokens[at + steps] if at + steps < len(self.tokens) else Token("end", "")

    def _number(self, at: int, token: Token) -> int:
        follower = self._after(at)
        unit = follower.text if follower.kind == "unit" else ""
        if follower.kind == "aside" and follower.text == "zoom" and not follower.spaced:
            self.asides["zoom"] = float(token.text)
            return 1
        if follower.raw == "m" and (self.angles or len(self.current.numbers) > 1) and not self.current.unit:
            return 1  # "120 m" behind the position is its height
        if self.current.numbers and (unit == "deg" or self.sign):
            self._close()
        current = self.current
        if unit in ("min", "sec") and not current.numbers:
            unit = ""  # the quotes of '43.7384'
        current.sign = current.sign or self.sign
        self.sign = ""
        current.numbers.append(token.text)
        current.unit = unit or current.unit
        return 1 if follower.kind == "unit" else 0

    def _unit(self, _at: int, _token: Token) -> int:
        return 0  # quotes and signs that follow no number

    def _letter(self, _at: int, token: Token) -> int:
        if self.letters_lead:
            self._close()
            if self.current.letter:
                raise Unreadable("unreadable")
            self.current.letter, self.current.is_led = token.text, True
            return 0
        self._close()
        if not self.angles or self.angles[-1].letter:
            raise Unreadable("unreadable")
        self.angles[-1].letter = token.text
        return 0

    def _axis(self, _at: int, token: Token) -> int:
        self._close()
        if not self.axes_lead and self.angles:
            self.angles[-1].axis = token.text
        elif self.current.axis and not self.current.letter:
            self.header = (self.current.axis, token.text)  # lat,lon 43.7,7.4
            self.current.axis = ""
        else:
            self.current.axis = token.text
        return 0

    def _aside(self, at: int, token: Token) -> int:
        """Skip to the number that belongs to it, over "=", a separator or a sign."""
        self._close()
        for steps in (1, 2, 3):
            follower = self._after(at, steps)
            if follower.kind == "number":
                self.asides[token.text] = float(follower.text)
                has_unit = self._after(at, steps + 1).kind == "unit"
                return steps + has_unit
            if follower.kind not in ("separator", "dash", "aside"):
                break
        return 0

    def _separator(self, _at: int, _token: Token) -> int:
        self._close()
        return 0

    def _dash(self, at: int, token: Token) -> int:
        before, after = self._after(at, -1) if at else Token("start", ""), self._after(at)
        follows_number = before.kind in ("number", "unit")
        if after.kind != "number":
            self._close()
        elif not follows_number:
            is_sign = not after.spaced or before.kind != "letter" or self.letters_lead
            self.sign = token.text if is_sign else ""
        elif token.spaced and not after.spaced:
            self.sign = token.text
        elif not self.has_letters:
            self._close()
            self.is_dashed = self.is_dashed or token.text == "-"
        elif token.spaced:
            self._close()
        return 0


def _two(angles: list[_Angle], header: tuple[str, ...]) -> tuple[_Angle, _Angle]:
    angles = [half for angle in angles for half in _parts(angle, is_alone=len(angles) == 1)]
    if len(angles) == 3 and angles[2].is_bare and "." in angles[0].numbers[0]:
        angles = angles[:2]  # the third is a height
    if len(angles) == 2:
        for angle, axis in zip(angles, header, strict=False):
            angle.axis = angle.axis or axis
        return angles[0], angles[1]
    raise Unreadable({0: "unreadable", 1: "one_number"}.get(len(angles), "several"))


def _parts(angle: _Angle, *, is_alone: bool) -> list[_Angle]:
    """Numbers that only spaces part: 43.7384 7.4246, 43 44.3 7 25.5, 43 44 18 7 25 28."""
    numbers = angle.numbers
    are_decimals = len(numbers) in (2, 3) and "." in numbers[0] and not angle.unit
    if angle.letter or not (are_decimals or (is_alone and len(numbers) in (2, 4, 6))):
        return [angle]
    size = 1 if are_decimals else len(numbers) // 2
    halves = [_Angle(numbers[at : at + size]) for at in range(0, len(numbers), size)]
    halves[0].sign, halves[0].axis = angle.sign, angle.axis
    return halves


def _in_order(pair: tuple[_Angle, _Angle]) -> tuple[_Angle, _Angle]:
    """Latitude first. What one angle says of its axis leaves the other axis for the other angle."""
    axes = [_AXIS.get(angle.letter) or angle.axis for angle in pair]
    for angle in pair:
        if angle.letter and angle.axis and _AXIS[angle.letter] != angle.axis:
            raise Unreadable("contradiction")
    if axes[0] and axes[0] == axes[1]:
        raise Unreadable("same_axis")
    return (pair[1], pair[0]) if "lon" in axes[:1] or "lat" in axes[1:] else pair


def _contradicts(angle: _Angle) -> bool:
    return angle.sign == "-" and angle.letter in ("N", "E", "O") and not angle.is_led


def _degrees(angle: _Angle) -> float | None:
    """Degrees with the sign of the dash or of the letter, O counted as east; None when they do not add up."""
    numbers = angle.numbers
    if len(numbers) > 3 or any("." in number for number in numbers[:-1]) or _contradicts(angle):
        return None
    degrees, minutes, seconds = [*map(float, numbers), 0.0, 0.0][:3]
    if minutes >= 60 or seconds > 60 or degrees > 360:
        # metres of another system are told apart by whoever asked
        return None if len(numbers) > 1 else degrees
    value = degrees + minutes / 60 + seconds / 3600
    return -value if angle.sign == "-" or angle.letter in ("S", "W") else value
