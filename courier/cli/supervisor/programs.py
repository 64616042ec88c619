"""The programs that make up the product, with their ports and environments."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from courier.cli.supervisor.ports import choose_port
from courier.cli.supervisor.program import Program, chat_answers, page_answers, port_answers
from courier.settings import ROOT, SECRET_BYTES

BOT = ROOT / "bot"
BOT_PYTHON = BOT / ".venv" / "bin" / "python"
COURIER = Path(sys.executable).with_name("courier")


class Part(StrEnum):
    """The programs, by the names that their lines carry."""

    WEB = "web"
    WORKER = "worker"
    RASA = "rasa"
    ACTIONS = "actions"
    WECHAT = "wechat"
    TEXTS = "texts"


USUAL_PORTS = {
    Part.WEB: 8000,
    Part.RASA: 5005,
    Part.ACTIONS: 5055,
    Part.WECHAT: 8100,
    Part.TEXTS: 8200,
}
ONLY_IN_DEMO = frozenset({Part.WECHAT, Part.TEXTS})


@dataclass(frozen=True, slots=True)
class Place:
    """Where everything listens, and what all programs must know of it."""

    ports: Mapping[Part, int]
    data_dir: Path
    database_url: str
    public_url: str
    is_demo: bool
    text_key: str = field(default_factory=lambda: secrets.token_hex(SECRET_BYTES), repr=False)

    def url(self, part: Part) -> str:
        """A program's address on this machine."""
        return address(self.ports[part])

    @property
    def environment(self) -> dict[str, str]:
        """The settings of our own programs."""
        told = {
            "YIBAO_DATA_DIR": str(self.data_dir),
            "DATABASE_URL": self.database_url,
            "YIBAO_RASA_URL": self.url(Part.RASA),
            "YIBAO_PUBLIC_URL": self.public_url,
        }
        if not self.is_demo:
            return told
        keys = str(self.wechat_folder / "wechat_sandbox_keys.json")
        wechat = {"YIBAO_WECHAT_GATEWAY": self.url(Part.WECHAT), "YIBAO_WECHAT_KEYS": keys}
        alipay = {
            "YIBAO_ALIPAY_GATEWAY": f"{self.url(Part.WECHAT)}/alipay/gateway.do",
            "YIBAO_ALIPAY_KEYS": str(self.wechat_folder / "alipay_sandbox_keys.json"),
        }
        account = {
            "YIBAO_ACCOUNT_API": self.account_url,
            "YIBAO_ACCOUNT_KEYS": str(self.wechat_folder / "account_sandbox_keys.json"),
        }
        texts = {
            "YIBAO_TEXT_GATEWAY": f"{self.url(Part.TEXTS)}/texts",
            "YIBAO_TEXT_KEY": self.text_key,
        }
        return {**told, **wechat, **alipay, **account, **texts, "YIBAO_DEMO": "1"}

    @property
    def account_url(self) -> str:
        """Where the demo's simulated Official Account is."""
        return f"{self.url(Part.WECHAT)}/account"

    @property
    def wechat_folder(self) -> Path:
        """Where the simulator keeps its keys and its state."""
        return self.data_dir / "wechat"


def address(port: int) -> str:
    """A port of this machine as an address."""
    return f"http://127.0.0.1:{port}"


def assistant_is_installed() -> bool:
    """Whether the assistant's environment is there."""
    return BOT_PYTHON.exists()


def choose_ports(
    wanted: Mapping[Part, int], on_busy: Callable[[Part, int, int], None]
) -> dict[Part, int]:
    """A free port for each; ``on_busy(part, usual, chosen)`` hears of each that was taken."""
    chosen: dict[Part, int] = {}
    for part, usual in wanted.items():
        chosen[part] = choose_port(usual, chosen.values())
        if chosen[part] != usual:
            on_busy(part, usual, chosen[part])
    return chosen


def all_programs(place: Place) -> list[Program]:
    """Web and worker always; the assistant where it is installed; simulators for the demo."""
    programs = [_web(place), _worker(place)]
    if place.is_demo:
        programs += [_wechat(place), _texts(place)]
    if assistant_is_installed():
        programs += [_actions(place), _rasa(place)]
    return programs


def _web(place: Place) -> Program:
    return Program(
        name=Part.WEB,
        command=(str(COURIER), "serve", "--port", str(place.ports[Part.WEB])),
        ready=page_answers(f"{place.url(Part.WEB)}/healthz"),
        environment=place.environment,
    )


def _worker(place: Place) -> Program:
    return Program(
        name=Part.WORKER, command=(str(COURIER), "worker"), environment=place.environment
    )


def _wechat(place: Place) -> Program:
    port, folder = place.ports[Part.WECHAT], place.wechat_folder
    command = (sys.executable, "-m", "courier.sandbox.wechat_pay", "--port", str(port))
    options = ("--keys", str(folder), "--state", str(folder / "state.json"))
    hook = ("--account-hook", f"{place.url(Part.WEB)}/hooks/wechat-account")
    return Program(name=Part.WECHAT, command=(*command, *options, *hook), ready=port_answers(port))


def _texts(place: Place) -> Program:
    port = place.ports[Part.TEXTS]
    return Program(
        name=Part.TEXTS,
        command=(sys.executable, "-m", "courier.sandbox.text_gateway", "--port", str(port)),
        ready=port_answers(port),
        environment={"YIBAO_TEXT_KEY": place.text_key},
    )


def _actions(place: Place) -> Program:
    port = str(place.ports[Part.ACTIONS])
    return Program(
        name=Part.ACTIONS,
        command=(sys.executable, "-m", "rasa_sdk", "--actions", "actions", "--port", port),
        ready=page_answers(f"{place.url(Part.ACTIONS)}/health"),
        essential=False,
        environment={**place.environment, "SANIC_HOST": "127.0.0.1"},
        folder=BOT,
    )


def _rasa(place: Place) -> Program:
    """Trains first when the data changed; meanwhile the web app answers by plain look-up."""
    train_and_serve = '"$0" train.py && exec "$0" serve.py --port "$1"'
    port = str(place.ports[Part.RASA])
    return Program(
        name=Part.RASA,
        command=("/bin/sh", "-c", train_and_serve, str(BOT_PYTHON), port),
        ready=chat_answers(f"{place.url(Part.RASA)}/webhooks/rest/webhook"),
        essential=False,
        environment={
            "ACTION_ENDPOINT_URL": f"{place.url(Part.ACTIONS)}/webhook",
            "RASA_TELEMETRY_ENABLED": "false",
            "PYTHONWARNINGS": "ignore",
            "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
            "TF_CPP_MIN_LOG_LEVEL": "2",
        },
        folder=BOT,
    )
