"""What a user of the assistant can do wrong.

AssistantError
├── UnknownConversation   a conversation id that was never given out, or was erased
├── UnknownAnswer         an answer id that was never given out, or was erased
├── InvalidSetting        a setting whose value cannot be used
│   └── UnsafeConfiguration   settings that would leave a server open
└── PortInUse             the server's port is taken
"""

from __future__ import annotations


class AssistantError(Exception):
    """Root of the assistant's errors; the message says what was wrong and what to do."""


class UnknownConversation(AssistantError):
    """No such conversation."""

    def __init__(self, conversation_id: str) -> None:
        super().__init__(f"There is no conversation {conversation_id!r}; leave conversation_id out to start a new one.")


class UnknownAnswer(AssistantError):
    """No such answer."""

    def __init__(self, answer_id: str) -> None:
        super().__init__(f"There is no answer {answer_id!r}; it may be past its retention. Give one's answer_id.")


class InvalidSetting(AssistantError):
    """A setting cannot be used as given."""


class UnsafeConfiguration(InvalidSetting):
    """Settings under which no server is started."""

    def __init__(self, reasons: list[str]) -> None:
        super().__init__("\n".join(reasons))
        self.reasons = reasons


class PortInUse(AssistantError):
    """Another process listens where the server should."""

    def __init__(self, host: str, port: int) -> None:
        super().__init__(
            f"Port {port} on {host} is already in use: stop the other program or choose another port with --port."
        )
