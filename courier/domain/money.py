"""Money in whole fen. No float ever touches it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from courier.domain.errors import BadInput

FEN_PER_YUAN = 100


@dataclass(frozen=True, order=True, slots=True)
class Money:
    """An amount in fen; negative only in ledger lines."""

    fen: int

    def __post_init__(self) -> None:
        if type(self.fen) is not int:
            raise TypeError(f"fen must be int, not {type(self.fen).__name__}")

    @classmethod
    def from_yuan(cls, yuan: str | int) -> Money:
        """Read decimal yuan such as ``"160"`` or ``"0.5"``.

        Raises BadInput ``money_not_readable`` for anything that is not a whole number of fen.
        """
        try:
            fen = Decimal(yuan) * FEN_PER_YUAN
        except InvalidOperation as error:
            raise BadInput("money_not_readable", text=str(yuan)) from error
        if not fen.is_finite() or fen != fen.to_integral_value():
            raise BadInput("money_not_readable", text=str(yuan))
        return cls(int(fen))

    @property
    def yuan(self) -> str:
        """Decimal yuan without needless zeros: ``"160"``, ``"95.50"``."""
        sign, whole, rest = "-" if self.fen < 0 else "", abs(self.fen) // 100, abs(self.fen) % 100
        return f"{sign}{whole}" if rest == 0 else f"{sign}{whole}.{rest:02d}"

    def share(self, percent: Decimal) -> Money:
        """This share of the amount, half a fen rounded up (四舍五入)."""
        exact = Decimal(self.fen) * percent / 100
        return Money(int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP)))

    def __add__(self, other: Money) -> Money:
        return Money(self.fen + other.fen)

    def __sub__(self, other: Money) -> Money:
        return Money(self.fen - other.fen)

    def __neg__(self) -> Money:
        return Money(-self.fen)

    def __bool__(self) -> bool:
        return self.fen != 0


ZERO = Money(0)


def total(amounts: list[Money]) -> Money:
    """The sum; zero for none."""
    return Money(sum(amount.fen for amount in amounts))
