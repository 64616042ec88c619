"""``python -m courier.sandbox.wechat_pay``: the simulators of paying, in a process of their own."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import TYPE_CHECKING

import click
from werkzeug.middleware.dispatcher import DispatcherMiddleware

from courier.sandbox.alipay.app import AlipaySandboxSettings, create_alipay_sandbox
from courier.sandbox.alipay.keys import make_alipay_keys
from courier.sandbox.serving import serve
from courier.sandbox.wechat_account.app import create_account_sandbox
from courier.sandbox.wechat_account.keys import make_account_keys
from courier.sandbox.wechat_account.post import deliver_to
from courier.sandbox.wechat_pay.app import SandboxSettings, WallClock, create_sandbox, sandbox_of
from courier.sandbox.wechat_pay.keys import make_sandbox_keys

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

ACCOUNT, ALIPAY = "/account", "/alipay"
log = logging.getLogger("courier.sandbox.wechat_pay")


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", type=int, required=True)
@click.option("--keys", type=click.Path(path_type=Path, file_okay=False), required=True)
@click.option("--state", type=click.Path(path_type=Path, dir_okay=False), default=None)
@click.option("--public-url", default=None, help="Where payers' browsers reach this process.")
@click.option("--notify-url-override", default=None, help="Post all notifications here.")
@click.option("--account-hook", default=None, help="Simulate the Official Account too; post here.")
@click.option("--refund-seconds", type=float, default=2.0, show_default=True)
def main(  # noqa: PLR0917 click calls it by name
    host: str,
    port: int,
    keys: Path,
    state: Path | None,
    public_url: str | None,
    notify_url_override: str | None,
    account_hook: str | None,
    refund_seconds: float,
) -> None:
    """Simulate WeChat Pay and Alipay. No real money moves. SIGINT and SIGTERM stop it cleanly."""
    here = public_url or f"http://{host}:{port}"
    settings = SandboxSettings(
        keys=make_sandbox_keys(keys),
        public_url=here,
        notify_url_override=notify_url_override,
        state_file=state,
        refund_seconds=refund_seconds,
    )
    app = create_sandbox(settings)
    alipay = create_alipay_sandbox(
        AlipaySandboxSettings(
            make_alipay_keys(keys),
            public_url=here + ALIPAY,
            state_file=state and state.with_name(f"alipay_{state.name}"),
        )
    )
    beside: dict[str, WSGIApplication] = {ALIPAY: alipay}
    if account_hook is not None:
        beside[ACCOUNT] = create_account_sandbox(
            make_account_keys(keys), deliver_to(account_hook), WallClock()
        )
    app.wsgi_app = DispatcherMiddleware(app.wsgi_app, beside)  # type: ignore[method-assign]
    try:
        serve(app, host=host, port=port, log=log)
    finally:
        sandbox_of(app).stop()
        sandbox_of(alipay).stop()


if __name__ == "__main__":
    main()
