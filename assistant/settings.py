"""Every setting, in one frozen object read from ``EUCLUSTERS_*`` or ``.env``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any, Literal

from limits import RateLimitItem, parse_many
from platformdirs import user_cache_path
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, SecretStr, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, NoDecode, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "EUCLUSTERS_"
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def _listed(value: object) -> object:
    """A list as people write it in a variable: separated by commas or blanks."""
    return tuple(value.replace(",", " ").split()) if isinstance(value, str) else value


def rates(text: str) -> tuple[RateLimitItem, ...]:
    """The limits of ``60/minute; 2000/day``; none of an empty text or ``none``. ValueError for anything else."""
    if text.strip().casefold() in ("", "none"):
        return ()
    return tuple(parse_many(text))


def _is_rate(text: str) -> str:
    try:
        rates(text)
    except ValueError:
        raise ValueError(f"{text!r} is no limit; write it as in '60/minute; 2000/day', or 'none'") from None
    return text


Words = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_listed)]
Rate = Annotated[str, AfterValidator(_is_rate)]


class ConversationSettings(BaseModel):
    """Where conversations are kept."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr = Field(
        SecretStr(""), description="Database URL of conversations and feedback; empty: a SQLite file in the store."
    )


class ModelSettings(BaseModel):
    """The language model, if any, and how much time and room it gets."""

    model_config = ConfigDict(frozen=True, extra="forbid", protected_namespaces=())

    name: str = Field(
        "",
        description="Chat model as 'provider:name', such as 'openai:gpt-4o-mini' or 'ollama:mistral'; empty: none, "
        "every answer is extractive. EUCLUSTERS_MODEL alone sets this too.",
    )
    base_url: str = Field("", description="Address of an OpenAI-compatible server, such as http://127.0.0.1:11434/v1.")
    api_key: SecretStr = Field(SecretStr(""), description="Key of the model's server; empty: the provider's own way.")
    first_token_s: float = Field(8, gt=0, description="Seconds to wait for the model's first words.")
    total_s: float = Field(30, gt=0, description="Seconds the model may take for one answer, retries included.")
    retries: int = Field(1, ge=0, le=5, description="Further attempts after a busy or failing server, in that time.")
    context_tokens: int = Field(8192, ge=1024, description="Tokens that sources and answer may take together.")
    answer_tokens: int = Field(600, ge=64, description="Tokens an answer may take.")
    vocabulary: Path | None = Field(
        None, description="Folder with tiktoken's vocabulary; none: tokens are estimated, nothing is fetched."
    )
    breaker_failures: int = Field(3, ge=1, description="Failures in a row after which the model is left alone.")
    breaker_s: float = Field(60, gt=0, description="Seconds for which it is then left alone.")
    input_eur: float | None = Field(None, ge=0, description="Price of a million input tokens in euro, for the usage.")
    output_eur: float | None = Field(None, ge=0, description="Price of a million output tokens in euro.")

    @model_validator(mode="after")
    def _within_the_total(self) -> ModelSettings:
        if self.answer_tokens * 2 > self.context_tokens:
            raise ValueError("answer_tokens may be at most half of context_tokens: the sources need room too")
        return self


class LimitSettings(BaseModel):
    """How much the server does for whom. A limit on addresses that is left out holds in production only."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    storage: SecretStr = Field(
        SecretStr("memory"),
        description="Where requests are counted: 'memory' (of each process) or the URL of a Redis, such as "
        "redis://127.0.0.1:6379, that all processes share.",
    )
    questions: Rate = Field(
        "", description="Questions of one address; left out: 20/minute; 500/day in production, else none."
    )
    requests: Rate = Field(
        "", description="All requests of one address; left out: 600/minute in production, else none."
    )
    conversation: Rate = Field(
        "", description="Questions of one conversation; left out: 30/minute; 300/day in production, else none."
    )
    everyone: Rate = Field("none", description="Questions of all addresses together, such as 20000/day.")
    answers_at_once: int = Field(8, ge=1, le=1000, description="Questions that a process works on at a time.")
    waiting: int = Field(56, ge=0, le=10000, description="Questions that may wait for their turn; more get a 503.")
    wait_s: float = Field(10, gt=0, description="Seconds a question may wait for its turn before it gets a 503.")
    streams: int = Field(
        0, ge=0, description="Connections that one address may have open; left out: 50 in production, else any number."
    )
    body_s: float = Field(10, gt=0, description="Seconds a request's body may take to arrive.")
    send_s: float = Field(20, gt=0, description="Seconds a reader may take for a part of a response before it is cut.")
    completions_per_day: int | None = Field(
        None,
        ge=0,
        description="Completions of the model in a day (UTC), of all processes; then answers are extractive.",
    )
    cost_eur_per_day: float | None = Field(
        None, ge=0, description="Euro that completions may cost in a day (UTC); needs the model's prices."
    )


class DeskSettings(BaseModel):
    """The webinar desk: how long its drafts may be, and what it keeps of attendees."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    max_chars: int = Field(500, ge=80, le=10000, description="Characters of an answer that Zoom takes at once.")
    draft_s: float = Field(15, gt=1, le=120, description="Seconds after which a draft does without the model.")
    claim_s: int = Field(120, ge=10, le=3600, description="Seconds for which a question stays claimed without a sign.")
    keep_attendees: bool = Field(False, description="Keep names and e-mail addresses of those who asked.")
    attendee_days: int = Field(30, ge=1, le=3650, description="Days after which these names and addresses are deleted.")
    session_days: int = Field(365, ge=1, le=3650, description="Days after which a whole session is deleted.")


class ReadingSettings(BaseModel):
    """How files are read, and what one of them may take before it is rejected."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    participant_names: bool = Field(True, description="Keep the names of ordinary participants of meetings.")
    ocr: bool = Field(True, description="Read the text of pictures in documents that have no other.")
    pictures: bool = Field(True, description="Keep pictures of slides and pages for the source viewer.")
    add_fields: bool = Field(
        False,
        description="Ask the language model for fields of calls that no rule finds; each needs a quote that says it.",
    )
    seconds: float = Field(60, gt=0, le=3600, description="Seconds that reading one file may take.")
    export_seconds: float = Field(
        120, gt=0, le=3600, description="Seconds that LibreOffice, where it is installed, may take for one deck."
    )
    memory_mb: int = Field(1024, ge=256, le=65536, description="Megabytes of memory that reading one file may take.")
    inflated_mb: int = Field(200, ge=1, le=65536, description="Megabytes that an archive may hold unpacked.")


class LogSettings(BaseModel):
    """What the server tells about itself, and where."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    format: Literal["json", "text"] = Field("json", description="Log lines as 'json' objects, or as 'text' to read.")
    level: Literal["debug", "info", "warning", "error"] = Field("info", description="The least that is logged.")
    personal: bool = Field(False, description="Log questions and addresses too; say so in your privacy statement.")
    otlp_endpoint: str = Field(
        "", description="Where traces go, such as http://127.0.0.1:4318/v1/traces; empty: nowhere."
    )


class Settings(BaseSettings):
    """The settings of one process; a field's description is what ``euclusters settings`` prints."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", env_file=".env", frozen=True, extra="ignore"
    )

    store: Path = Field(Path(".store"), description="Folder that holds the index and the conversations.")
    embedder: str = Field(
        "packaged",
        description="Embedding model: 'packaged' (all-MiniLM-L6-v2, English), or a folder or hub name of another one.",
    )
    reranker: str = Field(
        "",
        description="CrossEncoder of sentence-transformers that judges the best passages once more, a folder or hub "
        "name; empty: none. It takes far longer than all the rest of an answer.",
    )
    cache: Path = Field(
        default_factory=lambda: user_cache_path("euclusters"),
        description="Folder where the embedding model's form for this machine is kept; default: the user's cache.",
    )
    conversations: ConversationSettings = Field(
        default_factory=ConversationSettings, description="Where conversations are kept."
    )
    retention_days: int = Field(
        30, ge=1, le=3650, description="Days after which a turn of a conversation and its feedback are deleted."
    )
    audit_days: int = Field(
        365, ge=1, le=3650, description="Days for which it is kept what staff and administrators did."
    )
    model: ModelSettings = Field(default_factory=ModelSettings, description="The language model, if any.")
    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the server listens on.")
    workers: int = Field(1, ge=1, le=64, description="Processes that answer; one for each core is quickest.")
    base_url: str = Field(
        "", description="Public address of this server, put before citation links; empty gives links from the root."
    )
    privacy_url: str = Field("", description="Privacy statement that the demo page and /embed link to.")
    contact_url: str = Field("", description="Contact page that the demo page and /embed link to.")
    mode: Literal["auto", "development", "production"] = Field(
        "auto",
        description="'production' applies limits to addresses and refuses unsafe settings; 'auto' is that whenever the "
        "host is not this machine alone.",
    )
    staff_token: SecretStr = Field(
        SecretStr(""), description="Token that opens the webinar desk, 24 or more random characters; empty: closed."
    )
    allowed_origins: Words = Field(
        (), description="Web sites that may embed the assistant, such as 'https://a.example https://b.example'."
    )
    trusted_proxies: Words = Field(
        (), description="Addresses or networks of proxies whose X-Forwarded-For is believed, such as '127.0.0.1'."
    )
    limits: LimitSettings = Field(default_factory=LimitSettings, description="How much the server does for whom.")
    reading: ReadingSettings = Field(
        default_factory=ReadingSettings, description="How files are read, and what one of them may take."
    )
    desk: DeskSettings = Field(default_factory=DeskSettings, description="The webinar desk.")
    logs: LogSettings = Field(default_factory=LogSettings, description="What the server tells about itself.")

    @property
    def in_production(self) -> bool:
        """Is the server open to others?"""
        return self.mode == "production" or (self.mode == "auto" and self.host not in LOOPBACK)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003  pydantic's signature
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """The usual ones, except that ``EUCLUSTERS_MODEL`` may be a bare name beside ``EUCLUSTERS_MODEL__…``."""
        for source in (env_settings, dotenv_settings):
            source.decode_complex_value = _named(source.decode_complex_value)  # type: ignore[method-assign, assignment]
        return init_settings, env_settings, dotenv_settings, file_secret_settings


def _named(decode: Callable[[str, FieldInfo, Any], Any]) -> Callable[[str, FieldInfo, Any], Any]:
    def decoded(field_name: str, field: FieldInfo, value: Any) -> Any:
        if field_name == "model" and not str(value).lstrip().startswith("{"):
            return {"name": value}
        return decode(field_name, field, value)

    return decoded
