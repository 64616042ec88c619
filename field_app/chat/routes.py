"""The villager's chat: one page, plain forms; scripts make it smoother and nothing more."""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid4, uuid5

from flask import current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import TooManyRequests

from courier.domain.errors import Conflict
from courier.services import conversations, web_chat
from courier.services.bubbles import Said, Speaker
from courier.services.web_chat import Heard, Sent
from courier.texts import say as words
from field_app.access import Audience, Room, core
from field_app.chat import shown
from field_app.chat.browsers import begin_anew, browser, remember
from field_app.language import locale
from field_app.limits import limiter, waiting_words

chat = Room("chat", audience=Audience.PUBLIC)
rooms = (chat,)
MESSAGES = "4 per second; 30 per minute; 600 per hour"  # unless ``CHAT_MESSAGES`` says otherwise
PICTURES = "10 per minute; 100 per hour"
LOOKS = "60 per minute"
OF_ONE_ADDRESS = "300 per minute"  # a village may share one
LONGEST_KEPT = 1000  # a card’s address alone has 340 characters
NEWEST = 2**31 - 1  # as far as messages are counted
chat.after_request(remember)


def _sender() -> str:
    return str(browser())


def _most_messages() -> str:
    return str(current_app.config.get("CHAT_MESSAGES", MESSAGES))


@chat.get("/chat")
def show() -> ResponseReturnValue:
    """The conversation so far, or a greeting."""
    return _page(web_chat.heard_since(core(), browser=browser()))


@chat.post("/chat")
@limiter.limit(OF_ONE_ADDRESS)
@limiter.limit(_most_messages, key_func=_sender)
def say() -> ResponseReturnValue:
    """A message or a pressed button; JSON for the script, the page again without one."""
    text = request.form.get("quick") or request.form.get("text", "")
    sent = _sent(text.encode())
    heard = web_chat.say(core(), sent=sent, text=text, locale=locale())
    return _answer(heard)


@chat.post("/chat/picture")
@limiter.limit(OF_ONE_ADDRESS)
@limiter.limit(PICTURES, key_func=_sender)
def show_picture() -> ResponseReturnValue:
    """A photograph of a card or slip."""
    upload = request.files.get("picture")
    data = upload.read() if upload else b""
    sent = _sent(data)
    heard = web_chat.show_picture(core(), sent=sent, data=data, locale=locale())
    return _answer(heard)


@chat.get("/chat/since")
@limiter.limit(LOOKS, key_func=_sender)
def since() -> ResponseReturnValue:
    """What was said after a message, as JSON."""
    after = _after()
    return jsonify(
        shown.answer(web_chat.heard_since(core(), browser=browser(), after_seq=after), after)
    )


@chat.post("/chat/new")
def leave() -> ResponseReturnValue:
    """Forget the conversation in this browser: for a phone that several people use."""
    begin_anew()
    return redirect(url_for("chat.show"), code=303)


@chat.errorhandler(TooManyRequests)
def _too_many(_error: TooManyRequests) -> ResponseReturnValue:
    return _refused(words("errors.chat_too_many", locale(), wait=waiting_words(locale())), 429)


@chat.errorhandler(Conflict)
def _in_work(_error: Conflict) -> ResponseReturnValue:
    return _refused(words("errors.chat_in_work", locale()), 409)


def _refused(note: str, status: int) -> ResponseReturnValue:
    """Calmly, and what was written stays in the field."""
    if _wants_json():
        return jsonify(message=note), status
    heard = web_chat.heard_since(core(), browser=browser())
    return _page(heard, note=note, unsent=_written()), status


def _answer(heard: Heard) -> ResponseReturnValue:
    status = 200 if heard.kept else 503
    if _wants_json():
        return jsonify(shown.answer(heard, _after())), status
    if not heard.kept:
        return _page(heard, unsent=_written()), status
    return redirect(url_for("chat.show", _anchor=shown.NEWEST_ANSWER), code=303)


def _page(heard: Heard, note: str = "", unsent: str = "") -> str:
    said = heard.said or [Said(Speaker.ASSISTANT, conversations.opening(locale()))]
    return render_template(
        "chat/chat.html",
        messages=shown.landing(shown.messages(said), shown.note(note) if note else None),
        after=shown.newest(heard.said),
        again=heard.more_may_come,
        message_id=uuid4(),
        unsent=unsent,
    )


def _written() -> str:
    return request.form.get("text", "")[:LONGEST_KEPT]


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _after() -> int:
    return min(max(0, request.values.get("after", 0, type=int)), NEWEST)


def _sent(said: bytes) -> Sent:
    """The page's own id of this message; other words under the same id are another message."""
    after = _after() if "after" in request.form else None
    try:
        given = UUID(request.form.get("message_id", ""))
    except ValueError:
        return Sent(browser(), None, after)
    return Sent(browser(), uuid5(given, hashlib.sha256(said).hexdigest()), after)
