# syntax=docker/dockerfile:1
# The assistant with its embedding model inside: it needs no network but the one that its visitors come by.
ARG PYTHON=3.11-slim-bookworm

FROM python:${PYTHON} AS build
# Where torch's build for CPUs is to be had, if not from the usual place; only the making of the model's form needs it.
ARG PIP_EXTRA_INDEX_URL=
WORKDIR /build
COPY pyproject.toml constraints.txt README.md LICENSE ./
COPY vectorstore/ vectorstore/
COPY prompts/ prompts/
COPY ingest/ ingest/
COPY assistant/ assistant/
COPY eval/ eval/
RUN python -m venv /opt/euclusters \
    && /opt/euclusters/bin/pip install --no-cache-dir --disable-pip-version-check \
        --constraint constraints.txt '.[redis,postgresql,tracing]'
# The model in the form that is served, made here once, so that no container makes it.
ENV EUCLUSTERS_CACHE=/opt/euclusters/cache HF_HUB_OFFLINE=1
WORKDIR /
RUN /opt/euclusters/bin/python -c "from assistant.settings import Settings; from vectorstore.embedders import open_embedder; s = Settings(); open_embedder(s.embedder, s.cache).encode([])"

FROM python:${PYTHON}
RUN groupadd --gid 10001 euclusters \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /store --shell /usr/sbin/nologin euclusters \
    && install -d -m 700 -o euclusters -g euclusters /store
COPY --from=build /opt/euclusters /opt/euclusters
ENV PATH=/opt/euclusters/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HF_HUB_OFFLINE=1 \
    EUCLUSTERS_CACHE=/opt/euclusters/cache \
    EUCLUSTERS_STORE=/store \
    EUCLUSTERS_HOST=0.0.0.0 \
    EUCLUSTERS_MODE=production
USER 10001:10001
WORKDIR /store
VOLUME /store
EXPOSE 8000
STOPSIGNAL SIGTERM
# Alive, not ready: a store that is still empty is no reason to start the container again.
HEALTHCHECK --interval=15s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/livez', timeout=4)"]
ENTRYPOINT ["euclusters"]
CMD ["serve"]
