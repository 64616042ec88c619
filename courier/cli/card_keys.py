"""``courier card keys …``: the keys that sign the cards of this installation."""

from __future__ import annotations

import click

from courier.cli.acting import acting, core_and_actor, own_core
from courier.cli.complaints import locale_option, telling_errors
from courier.services.issuer_keys import (
    IssuerKey,
    cards_to_renew,
    issuer_keys,
    revoke_key,
    rotate_key,
)
from courier.texts import Locale, say


@click.group()
def keys() -> None:
    """The keys that sign cards and status lists."""


@keys.command("list")
@locale_option
@telling_errors
def list_keys(locale: Locale) -> None:
    """Which keys there are, the oldest first."""
    for key in issuer_keys(own_core()):
        click.echo(f"{key.kid}  {_state(key, locale)}")


@keys.command()
@acting
@locale_option
@telling_errors
def rotate(sign_in_name: str, locale: Locale) -> None:
    """Sign with a new key from now on; cards that are out stay good until they end."""
    core, actor = core_and_actor(sign_in_name)
    kid = rotate_key(core, actor=actor)
    click.echo(say("card_keys.rotated", locale, kid=kid))


@keys.command()
@click.argument("kid")
@click.option("--reason", required=True)
@acting
@locale_option
@telling_errors
def revoke(kid: str, reason: str, sign_in_name: str, locale: Locale) -> None:
    """Believe a key no longer: its cards are red at once and must be made anew."""
    core, actor = core_and_actor(sign_in_name)
    count = revoke_key(core, actor=actor, kid=kid, reason=reason)
    click.echo(say("card_keys.revoked", locale, kid=kid, count=count))


@keys.command()
@acting
@locale_option
@telling_errors
def renewals(sign_in_name: str, locale: Locale) -> None:
    """Whose printed cards bear the mark of a revoked key."""
    core, actor = core_and_actor(sign_in_name)
    found = cards_to_renew(core, actor=actor)
    if not found:
        click.echo(say("card_keys.none_to_renew", locale))
    for one in found:
        click.echo(f"{one.courier_no}  {one.card_no}  {one.name}  {one.township_name}")


def _state(key: IssuerKey, locale: Locale) -> str:
    if key.is_revoked:
        return say("card_keys.state_revoked", locale)
    if key.until is None:
        return say("card_keys.state_signs", locale, day=key.made_at)
    return say("card_keys.state_retired", locale, day=key.until)
