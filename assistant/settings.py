"""Every setting, in one frozen object read from ``EUCLUSTERS_*`` or ``.env``."""

from __future__ import annotations

from pathlib import Path

from platformdirs import user_cache_path
from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict

PREFIX = "EUCLUSTERS_"


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
    host: str = Field("127.0.0.1", description="Address the server listens on.")
    port: int = Field(8000, ge=0, le=65535, description="Port the server listens on.")
    base_url: str = Field(
        "", description="Public address of this server, put before citation links; empty gives links from the root."
    )
