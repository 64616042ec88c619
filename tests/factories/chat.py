"""A browser that writes in the chat."""

from __future__ import annotations

JSON = {"Accept": "application/json"}


def say(client, text, **more):
    return client.post("/chat", data={"text": text, **more}, headers=JSON).get_json()["messages"]


def kept_of_villagers(core) -> list[str]:
    with core.begin() as work:
        return list(
            work.run("select masked_text from chat_messages where who = 'villager'").scalars()
        )
