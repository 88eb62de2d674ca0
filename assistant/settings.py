"""Every setting, in one frozen object read from ``EUCLUSTERS_*`` or ``.env``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path
from pydantic import BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "EUCLUSTERS_"


class ConversationSettings(BaseModel):
    """Where conversations are kept, and how long."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    url: SecretStr = Field(
        SecretStr(""), description="Database URL of conversations and feedback; empty: a SQLite file in the store."
    )
    retention_days: int = Field(30, ge=1, le=3650, description="Days after which a turn and its feedback are deleted.")


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
    cache: Path = Field(
        default_factory=lambda: user_cache_path("euclusters"),
        description="Folder where the embedding model's form for this machine is kept; default: the user's cache.",
    )
    conversations: ConversationSettings = Field(
        default_factory=ConversationSettings, description="Where conversations are kept, and how long."
    )
    model: ModelSettings = Field(default_factory=ModelSettings, description="The language model, if any.")
    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the server listens on.")
    base_url: str = Field(
        "", description="Public address of this server, put before citation links; empty gives links from the root."
    )

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
