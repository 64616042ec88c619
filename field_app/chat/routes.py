"""The villager's chat: one page, one form; a script makes it smoother and nothing more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import jsonify, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from courier.services import conversations
from courier.services.bubbles import Bubble, Said, Speaker
from field_app.access import Audience, Room, core
from field_app.language import locale
from field_app.limits import limiter

chat = Room("chat", audience=Audience.PUBLIC)
rooms = (chat,)
MESSAGES = "30 per minute; 600 per hour"
MARK = "chat"


@chat.get("/chat")
def show() -> ResponseReturnValue:
    """The conversation so far, or a greeting."""
    known = _known()
    said = conversations.history(core(), conversation_id=known) if known else ()
    messages = [_shown(one) for one in said]
    return render_template(
        "chat/chat.html", messages=messages or [_theirs(conversations.opening(locale()))]
    )


@chat.post("/chat")
@limiter.limit(MESSAGES)
def say() -> ResponseReturnValue:
    """A message or a pressed button; JSON for the script, the page again without one."""
    reply = conversations.reply(
        core(),
        conversation_id=_known(),
        text=request.form.get("quick") or request.form.get("text", ""),
        locale=locale(),
    )
    session[MARK] = str(reply.conversation_id)
    if request.accept_mimetypes.best == "application/json":
        return jsonify(messages=[_theirs(bubble) for bubble in reply.messages])
    return redirect(url_for("chat.show", _anchor="chat-text"), code=303)


@chat.post("/chat/new")
def begin_anew() -> ResponseReturnValue:
    """Forget the conversation in this browser: for a phone that several people use."""
    session.pop(MARK, None)
    return redirect(url_for("chat.show"), code=303)


def _known() -> UUID | None:
    try:
        return UUID(session[MARK])
    except (KeyError, TypeError, ValueError):
        return None


def _shown(said: Said) -> dict[str, Any]:
    if said.who is Speaker.VILLAGER:
        return {"from": "me", "text": said.bubble.text}
    return _theirs(said.bubble)


def _theirs(bubble: Bubble) -> dict[str, Any]:
    return {
        "from": "note" if bubble.note else "them",
        "text": bubble.text,
        "source": bubble.source,
        "links": [{"href": link.href, "title": link.title} for link in bubble.links],
        "replies": [{"title": reply.title, "send": reply.send} for reply in bubble.replies],
    }
