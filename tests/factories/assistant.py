"""A stand-in for the assistant's server: answers over HTTP with what a function hears."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@contextmanager
def served(hear) -> Iterator[str]:
    """The address of a server; ``hear`` gets a message and gives (topic, confidence) pairs."""

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self):
            said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            guesses = [{"topic": topic, "confidence": c} for topic, c in hear(said["message"])]
            body = json.dumps([{"custom": {"guesses": guesses}}]).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()
