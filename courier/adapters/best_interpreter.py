"""The best ear there is on this machine: the assistant's server, else its model alone."""

from __future__ import annotations

from collections.abc import Sequence

from courier.adapters.rasa import RasaInterpreter
from courier.adapters.trained_model import TrainedModel
from courier.domain.errors import OutsideFailed
from courier.ports import TopicGuess

PROBE = "医保"


class BestInterpreter:
    """Asks the server when it answers, and starts the trained model when it does not.

    For the command line, where a question may wait until the model is loaded. ``missed``
    counts the questions that neither could answer; the caller has a simpler ear for them.
    """

    def __init__(self, server: RasaInterpreter, model: TrainedModel) -> None:
        self._server, self._model = server, model
        self._chosen: RasaInterpreter | TrainedModel | None = None
        self.missed = 0

    @property
    def must_load(self) -> bool:
        """Whether no server answers, so that the model is loaded first; asks the server once."""
        return self._choice() is self._model

    @property
    def is_installed(self) -> bool:
        """Whether there is anything but the simpler ear."""
        return not self.must_load or self._model.is_installed

    def guess(self, conversation_id: str, masked_text: str) -> Sequence[TopicGuess]:
        """Topics, best first, at most ten. Raises OutsideFailed ``assistant_unreachable``."""
        try:
            return self._choice().guess(conversation_id, masked_text)
        except OutsideFailed:
            self.missed += 1
            raise

    def close(self) -> None:
        """End what was started."""
        self._server.close()
        self._model.close()

    def _choice(self) -> RasaInterpreter | TrainedModel:
        if self._chosen is None:
            self._chosen = self._server if self._answers() else self._model
        return self._chosen

    def _answers(self) -> bool:
        try:
            self._server.guess("probe", PROBE)
        except OutsideFailed:
            return False
        return True
