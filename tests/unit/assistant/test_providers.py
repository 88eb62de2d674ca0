"""A model whose integration is missing is named at once, not at the first answer."""

from __future__ import annotations

import pytest

from assistant.errors import InvalidSetting
from assistant.generating.completions import LangChainCompleter
from assistant.generating.providers import named
from assistant.settings import ModelSettings


@pytest.mark.parametrize(
    ("name", "provider", "model"),
    [
        ("mistralai:mistral-small", "mistralai", "mistral-small"),
        ("ollama:llama3:8b", "ollama", "llama3:8b"),
        ("llama3:8b", "openai", "llama3:8b"),
    ],
)
def test_a_name_without_a_known_provider_is_one_of_an_openai_server(name: str, provider: str, model: str) -> None:
    assert named(ModelSettings(name=name)) == (provider, model)


@pytest.mark.parametrize(
    ("name", "install"),
    [("mistralai:small", "-e '.[mistral]'"), ("groq:x", "langchain-groq"), ("bedrock:x", "langchain-aws")],
)
def test_a_missing_integration_is_named_with_what_to_install(
    name: str, install: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.generating.providers.find_spec", lambda _: None)
    with pytest.raises(InvalidSetting, match="which is not installed") as error:
        LangChainCompleter(ModelSettings(name=name))
    assert str(error.value).endswith(f"pip install -c constraints.txt {install}")


def test_an_integration_that_is_installed_is_no_mistake() -> None:
    assert LangChainCompleter(ModelSettings(name="openai:gpt")).name == "openai:gpt"
