"""Which new passwords of admins are refused: short ones, and those that are guessed first.

There is no rule on letters, digits and signs: they make passwords worse (NIST SP 800-63B, 5.1.1.2).
"""

from __future__ import annotations

from courier.domain.common_passwords import COMMON
from courier.domain.errors import BadInput

SHORTEST, LONGEST = 12, 200
LEAST_OWN = 5  # characters that are in no list
LEAST_DIFFERENT = 5


def check_password(password: str, *, sign_in_name: str = "") -> None:
    """Raises BadInput ``password_short``, ``password_long`` or ``password_common``.

    Common is what consists of listed pieces, the own name and little else: «Password-2026».
    """
    if len(password) < SHORTEST:
        raise BadInput("password_short", shortest=SHORTEST)
    if len(password) > LONGEST:
        raise BadInput("password_long", longest=LONGEST)
    if len(_own_part(password.lower(), sign_in_name.lower())) < LEAST_OWN:
        raise BadInput("password_common")
    if len(set(password)) < LEAST_DIFFERENT:
        raise BadInput("password_common")


def _own_part(password: str, sign_in_name: str) -> str:
    pieces = {*COMMON, sign_in_name} - {""}
    for piece in sorted(pieces, key=len, reverse=True):
        password = password.replace(piece, "\0")
    return password.replace("\0", "")
