"""Puts the house together: settings in, a Core out."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from sqlalchemy import Engine

from courier.adapters.best_interpreter import BestInterpreter
from courier.adapters.card_office import CoseCardOffice
from courier.adapters.cipher import KEY_BYTES, FieldCipher
from courier.adapters.null import QuietTexts, SystemClock
from courier.adapters.picture_workers import PictureWorkers
from courier.adapters.pictures.maker import PillowPictures
from courier.adapters.plain_retrieval import shared_retrieval
from courier.adapters.rasa import RasaInterpreter
from courier.adapters.resting_interpreter import RestingInterpreter
from courier.adapters.tables import FileTables
from courier.adapters.text_gateway import TextGateway
from courier.adapters.trained_model import TrainedModel
from courier.adapters.wechat_client import WechatPaySettings
from courier.adapters.wechat_pay import WechatPayChannel
from courier.domain.errors import BadInput
from courier.policies import load_shelf
from courier.policies.layouts import load_layouts
from courier.ports import Channel, Clock, Interpreter, OfficialAccount, PaymentChannel, TextSender
from courier.sandbox.alipay.keys import make_alipay_keys
from courier.sandbox.wechat_account.keys import make_account_keys
from courier.sandbox.wechat_pay.keys import FILE as SANDBOX_KEYS_FILE
from courier.sandbox.wechat_pay.keys import make_sandbox_keys
from courier.services.core import Core
from courier.services.demo_guard import require_demo_database
from courier.settings import ROOT, Settings
from courier.store.database import connect, embedded_url, ensure_database, migrate

if TYPE_CHECKING:
    from procrastinate import App

EMBEDDED_DATABASE = "courier"
WECHAT_NOTIFY_PATH = "/hooks/wechat-pay"
ALIPAY_NOTIFY_PATH = "/hooks/alipay"
KEY_BYTES_OTHERS = 32
ASSISTANT_ANSWERS_WITHIN_S = 1.5  # with the simpler ear after it, two seconds
SERVER_ANSWERS_WITHIN_S = 5.0  # a villager is not waiting


def build_core(settings: Settings, *, engine: Engine | None = None) -> Core:
    """Everything that the use-cases need. Calls nobody outside but the embedded database.

    Raises BadInput ``setting_invalid`` for keys that cannot be read and ``pack_…`` for a bad pack.
    """
    clock, workers = SystemClock(), PictureWorkers()
    return Core(
        engine=engine or open_database(settings),
        clock=clock,
        shelf=load_shelf(),
        sealer=FieldCipher(derived_key(settings, "fields", KEY_BYTES)),
        code_key=derived_key(settings, "codes"),
        channels=_channels(settings, clock),
        interpreter=_interpreter(settings, clock),
        fallback=shared_retrieval(ROOT / "bot" / "data" / "nlu"),
        code_reader=workers,
        cleaner=workers,
        text_sender=_text_sender(settings),
        card_office=CoseCardOffice(),
        pictures=PillowPictures(),
        tables=FileTables(),
        layouts=load_layouts(),
        public_url=settings.public_url,
        web_key=derived_key(settings, "web"),
        phone_key=derived_key(settings, "phones"),
        official_account=_official_account(settings, clock),
        gateway_keys=_gateway_keys(settings.gateway_keys) if settings.gateway_keys else {},
    )


def best_interpreter(settings: Settings) -> BestInterpreter:
    """For commands that have time: the server that runs, else the trained model itself."""
    server = RasaInterpreter(settings.rasa_url, timeout_s=SERVER_ANSWERS_WITHIN_S)
    return BestInterpreter(server, TrainedModel(ROOT / "bot"))


def build_queue(settings: Settings) -> App:
    """The jobs on a core of their own."""
    from courier.jobs.queue import make_queue  # noqa: PLC0415 - the worker alone pays for it

    return make_queue(build_core(settings), transcript_days=settings.transcript_days)


def database_url(settings: Settings) -> str:
    """The database's address; starts (or joins) the embedded server when none is set."""
    if settings.database_url:
        return settings.database_url
    return ensure_database(embedded_url(settings.data_dir / "pg" / "data"), EMBEDDED_DATABASE)


def open_database(settings: Settings) -> Engine:
    """An engine on the database of these settings."""
    return connect(database_url(settings))


def migrate_database(engine: Engine) -> None:
    """Bring the database up to this version of the product."""
    migrate(engine)


def require_suitable_database(settings: Settings) -> None:
    """In demo mode, make sure that the database is the demo's own.

    Raises Refused ``demo_refused``.
    """
    if settings.demo:
        engine = open_database(settings)
        require_demo_database(engine)
        engine.dispose()


def derived_key(settings: Settings, purpose: str, length: int = KEY_BYTES_OTHERS) -> bytes:
    """A key for one purpose alone, from the installation's one secret (HKDF, RFC 5869)."""
    info = f"yibao-courier/{purpose}/1".encode("ascii")
    return HKDF(algorithm=SHA256(), length=length, salt=None, info=info).derive(settings.secret)


def sandbox_keys(folder: Path) -> Path:
    """The file with the simulator's keys, made if there is none; for the demo alone.

    The keys of the simulated Alipay and Official Account stand beside it.
    """
    make_sandbox_keys(folder)
    make_alipay_keys(folder)
    make_account_keys(folder)
    return folder / SANDBOX_KEYS_FILE


def _interpreter(settings: Settings, clock: Clock) -> Interpreter:
    rasa = RasaInterpreter(settings.rasa_url, timeout_s=ASSISTANT_ANSWERS_WITHIN_S)
    return RestingInterpreter(rasa, clock)


def _channels(settings: Settings, clock: Clock) -> Mapping[Channel, PaymentChannel]:
    channels: dict[Channel, PaymentChannel] = {}
    if settings.wechat_keys is not None:
        account = _wechat_account(settings, settings.wechat_keys)
        channels[Channel.WECHAT] = WechatPayChannel(account, clock)
    if settings.alipay_keys is not None:
        channels[Channel.ALIPAY] = _alipay(settings, settings.alipay_keys, clock)
    return channels


def _alipay(settings: Settings, path: Path, clock: Clock) -> PaymentChannel:
    # The library loads OpenSSL; those without an account do not wait for it.
    from courier.adapters.alipay import AlipayChannel  # noqa: PLC0415
    from courier.adapters.alipay_client import GATEWAY, AlipaySettings  # noqa: PLC0415

    try:
        known = json.loads(path.read_text("utf-8"))
        names = {field.name for field in fields(AlipaySettings)}
        own = {
            "notify_url": settings.public_url + ALIPAY_NOTIFY_PATH,
            "gateway": settings.alipay_gateway or GATEWAY,
        }
        account = AlipaySettings(**{name: known[name] for name in names & known.keys()} | own)
        return AlipayChannel(account, clock)
    except (OSError, ValueError, TypeError) as error:
        raise BadInput("setting_invalid", name="YIBAO_ALIPAY_KEYS") from error


def _text_sender(settings: Settings) -> TextSender:
    if settings.text_gateway is None or settings.text_key is None:
        return QuietTexts()
    return TextGateway(settings.text_gateway, settings.text_key)


def _official_account(settings: Settings, clock: Clock) -> OfficialAccount | None:
    if settings.account_keys is None:
        return None
    # wechatpy takes a second to load; those without an account do not wait for it.
    from courier.adapters.wechat_account import WechatAccount  # noqa: PLC0415
    from courier.adapters.wechat_account_envelope import AccountKeys  # noqa: PLC0415

    try:
        keys = AccountKeys(**json.loads(settings.account_keys.read_text("utf-8")))
        return WechatAccount(keys, clock, base_url=settings.account_api)
    except (OSError, ValueError, TypeError) as error:
        raise BadInput("setting_invalid", name="YIBAO_ACCOUNT_KEYS") from error


def _gateway_keys(path: Path) -> Mapping[str, bytes]:
    """Keys of telephone companies' gateways, by name, of 32 bytes or more each."""
    try:
        keys = {str(n): bytes.fromhex(k) for n, k in json.loads(path.read_text("utf-8")).items()}
    except (OSError, ValueError, TypeError, AttributeError) as error:
        raise BadInput("setting_invalid", name="YIBAO_GATEWAY_KEYS") from error
    if any(len(key) < KEY_BYTES_OTHERS for key in keys.values()):
        raise BadInput("setting_invalid", name="YIBAO_GATEWAY_KEYS")
    return keys


def _wechat_account(settings: Settings, path: Path) -> WechatPaySettings:
    try:
        known = json.loads(path.read_text("utf-8"))
        names = {field.name for field in fields(WechatPaySettings)}
        given = {name: known[name] for name in names & known.keys()}
        own = {
            "notify_url": settings.public_url + WECHAT_NOTIFY_PATH,
            "gateway": settings.wechat_gateway,
        }
        return WechatPaySettings(**{**given, **own})
    except (OSError, ValueError, TypeError) as error:
        raise BadInput("setting_invalid", name="YIBAO_WECHAT_KEYS") from error
