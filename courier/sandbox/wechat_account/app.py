"""Puts the simulated account together as one Flask app."""

from __future__ import annotations

from flask import Blueprint, Flask, request
from flask.typing import ResponseReturnValue

from courier.ports import Clock
from courier.sandbox.wechat_account.api import AccountCalls
from courier.sandbox.wechat_account.keys import SandboxAccountKeys
from courier.sandbox.wechat_account.pages import ChatPages
from courier.sandbox.wechat_account.post import Deliver, Post
from courier.sandbox.wechat_account.world import AccountWorld

NAME = "wechat_account_sandbox"
BODY_BYTES = 12 * 1024 * 1024


def create_account_sandbox(keys: SandboxAccountKeys, deliver: Deliver, clock: Clock) -> Flask:
    """The app; ``post_of`` gives what sends in people's names."""
    world = AccountWorld(clock)
    post = Post(world, keys, deliver, clock)
    app = Flask(__name__, static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = BODY_BYTES
    app.register_blueprint(AccountCalls(world, keys).blueprint())
    app.register_blueprint(ChatPages(post).blueprint())
    app.register_blueprint(_control(world))
    app.extensions[NAME] = post
    return app


def post_of(app: Flask) -> Post:
    """What sends in people's names, of an app that ``create_account_sandbox`` made."""
    post = app.extensions[NAME]
    assert isinstance(post, Post)  # noqa: S101 an invariant: create_account_sandbox put it there
    return post


def _control(world: AccountWorld) -> Blueprint:
    control = Blueprint("control", __name__, url_prefix="/control")

    @control.post("/faults")
    def arrange() -> ResponseReturnValue:
        """The next calls go wrong: ``{"call": "send", "faults": [45015, "drop"]}``."""
        asked = request.get_json()
        world.faults[asked["call"]].extend(asked["faults"])
        return "", 204

    return control
