"""Who provides a model, and what LangChain's integration for them is called and takes."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

from assistant.errors import InvalidSetting
from assistant.settings import ModelSettings

# Providers whose integration takes these names for its limits; others take none of them.
_LIMITS = ("openai", "anthropic", "mistralai", "azure_openai", "deepseek", "groq", "together", "fireworks")
_PROVIDERS = (*_LIMITS, "ollama", "google_genai", "google_vertexai", "huggingface", "bedrock", "cohere", "xai")
_PACKAGES = {"azure_openai": "openai", "bedrock": "aws"}
_EXTRAS = {"mistralai": "mistral", "anthropic": "anthropic", "ollama": "ollama"}


def named(settings: ModelSettings) -> tuple[str, str]:
    """Provider and model; a bare name is one of an OpenAI-compatible server (``llama3:8b`` names no provider)."""
    provider, colon, model = settings.name.partition(":")
    return (provider, model) if colon and provider in _PROVIDERS else ("openai", settings.name)


def require_installed(settings: ModelSettings) -> None:
    """InvalidSetting, with what to install, where the integration for the model's provider is missing."""
    provider, _ = named(settings)
    package = f"langchain-{_PACKAGES.get(provider, provider).replace('_', '-')}"
    if find_spec(package.replace("-", "_")) is None:
        extra = f"-e '.[{_EXTRAS[provider]}]'" if provider in _EXTRAS else package
        raise InvalidSetting(
            f"The model {settings.name} of EUCLUSTERS_MODEL__NAME needs the package {package}, which is not installed: "
            f"pip install -c constraints.txt {extra}"
        )


def options(settings: ModelSettings, provider: str) -> dict[str, Any]:
    """What a chat model of this provider is made with."""
    chosen: dict[str, Any] = {"temperature": 0}
    if provider in _LIMITS:
        chosen |= {"max_tokens": settings.answer_tokens, "timeout": settings.total_s, "max_retries": 0}
    if provider == "openai":
        chosen["stream_usage"] = True
    if settings.base_url:
        chosen["base_url"] = settings.base_url
    key = settings.api_key.get_secret_value() or ("none" if settings.base_url and provider == "openai" else "")
    return chosen | ({"api_key": key} if key else {})
