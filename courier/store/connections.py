"""Connections that plan a statement once and remember it."""

from __future__ import annotations

import psycopg
from psycopg.pq import ExecStatus, TransactionStatus
from psycopg.rows import TupleRow


class Connection(psycopg.Connection[TupleRow]):
    """Keeps its prepared statements when a transaction that did not fail is left.

    The driver forgets all of them at each rollback, and who only looks leaves by one: then every
    statement would be planned anew, under policies that takes longer than running it.
    """

    def rollback(self) -> None:
        """Leave the transaction. After an error all is forgotten, as the driver does.

        Raises psycopg.OperationalError where the server is gone.
        """
        if self.pgconn.transaction_status == TransactionStatus.INTRANS:
            with self.lock:
                left = self.pgconn.exec_(b"rollback")
            if left.status == ExecStatus.COMMAND_OK:
                return
        super().rollback()
