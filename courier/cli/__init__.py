"""``courier …``: each command stands in its own module and is loaded when it is called."""

from __future__ import annotations

import importlib

import click

COMMANDS = {
    "ask": "courier.cli.ask:ask",
    "assistant": "courier.cli.assistant:assistant",
    "audit": "courier.cli.audit:audit",
    "bench": "courier.cli.bench:bench",
    "card": "courier.cli.card:card",
    "county": "courier.cli.county:county",
    "demo": "courier.cli.run:demo",
    "import": "courier.cli.import_roster:import_group",
    "messages": "courier.cli.messages:messages",
    "migrate": "courier.cli.migrate:migrate",
    "pack": "courier.cli.pack:pack",
    "premium": "courier.cli.premium:premium",
    "qr": "courier.cli.qr:qr",
    "seed": "courier.cli.seed:seed",
    "serve": "courier.cli.serve:serve",
    "up": "courier.cli.run:up",
    "wechat": "courier.cli.wechat:wechat",
    "worker": "courier.cli.worker:worker",
}


class LazyGroup(click.Group):
    """A group that imports a command's module only when somebody asks for it."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Names of all commands, sorted."""
        return sorted({*super().list_commands(ctx), *COMMANDS})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of this name, None if there is none."""
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(importlib.import_module(module), attribute)
        return command


@click.group(cls=LazyGroup)
def main() -> None:
    """医保快递: premiums, payments, receipts and cards from the command line."""
