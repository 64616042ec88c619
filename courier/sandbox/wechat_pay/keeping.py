"""Keeps the simulated WeChat Pay over a restart, in one SQLite file."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from courier.ports import ChannelPayment
from courier.sandbox.wechat_pay.records import (
    Order,
    Record,
    Refund,
    read_order,
    read_payment,
    read_refund,
    write_order,
    write_payment,
    write_refund,
)

TABLE = """
CREATE TABLE IF NOT EXISTS things (
    place INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    number TEXT NOT NULL,
    record TEXT NOT NULL,
    UNIQUE (kind, number)
)
"""
KEEP = """
INSERT INTO things (kind, number, record) VALUES (?, ?, ?)
ON CONFLICT (kind, number) DO UPDATE SET record = excluded.record
"""
RECALL = "SELECT record FROM things WHERE kind = ? ORDER BY place"


class KeptInFile:
    """A Keeper in a SQLite file. One process at a time; the world's lock orders its threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._database = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
        self._database.execute("PRAGMA journal_mode = WAL")
        self._database.execute("PRAGMA synchronous = NORMAL")
        self._database.execute(TABLE)

    def close(self) -> None:
        """Let go of the file."""
        self._database.close()

    def orders(self) -> Iterator[Order]:
        """All orders kept, oldest first."""
        return map(read_order, self._recall("order"))

    def payments(self) -> Iterator[ChannelPayment]:
        """All payments kept, oldest first."""
        return map(read_payment, self._recall("payment"))

    def refunds(self) -> Iterator[Refund]:
        """All refunds kept, oldest first."""
        return map(read_refund, self._recall("refund"))

    def keep_order(self, order: Order) -> None:
        """Write an order down, over its earlier state."""
        self._keep("order", order.asked.out_trade_no, write_order(order))

    def keep_payment(self, payment: ChannelPayment) -> None:
        """Write a payment down."""
        self._keep("payment", payment.transaction_id, write_payment(payment))

    def keep_refund(self, refund: Refund) -> None:
        """Write a refund down, over its earlier state."""
        self._keep("refund", refund.out_refund_no, write_refund(refund))

    def _keep(self, kind: str, number: str, record: Record) -> None:
        self._database.execute(KEEP, (kind, number, json.dumps(record, ensure_ascii=False)))

    def _recall(self, kind: str) -> Iterator[Record]:
        for (record,) in self._database.execute(RECALL, (kind,)).fetchall():
            yield json.loads(record)
