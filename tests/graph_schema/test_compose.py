"""There is no container engine in CI: what can be shown without one is that no hardening was lost."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph_schema.artefacts import COORDINATES

ROOT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_is_confined(service: str) -> None:
    settings = SERVICES[service]
    assert settings["read_only"]
    assert settings["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in settings["security_opt"]
    assert re.fullmatch(r"[1-9]\d*:[1-9]\d*", settings["user"])
    assert settings["stop_grace_period"]
    assert "healthcheck" in settings
    assert not settings.get("privileged")


@pytest.mark.parametrize("service", SERVICES)
def test_passwords_come_from_files(service: str) -> None:
    settings = SERVICES[service]
    secret = {key: value for key, value in settings["environment"].items() if re.search("PASSWORD|AUTH", key)}
    assert secret
    for key, value in secret.items():
        assert key.endswith("_FILE")
        assert value.removeprefix("/run/secrets/") in settings["secrets"]
        assert "file" in COMPOSE["secrets"][value.removeprefix("/run/secrets/")]


def test_the_database_is_reached_through_the_api_only() -> None:
    assert COMPOSE["networks"]["graph"]["internal"]
    assert all("graph" in settings["networks"] for settings in SERVICES.values())
    assert [name for name, settings in SERVICES.items() if settings["networks"] != ["graph"]] == ["api"]
    assert {name: settings["ports"] for name, settings in SERVICES.items() if "ports" in settings} == {
        "api": ["127.0.0.1:8000:8000"]
    }


def test_nothing_writes_before_the_schema_is_there() -> None:
    for name in ("api", "worker"):
        assert SERVICES[name]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}


def test_the_container_and_the_embedded_server_are_one_version() -> None:
    version = SERVICES["neo4j"]["image"].removeprefix("neo4j:").removesuffix("-community")
    assert f"org.neo4j:neo4j:{version}+" in COORDINATES


def test_the_service_has_the_secret_of_its_keys() -> None:
    api = SERVICES["api"]
    secret = api["environment"]["PROTEST_GRAPH_PEPPER_FILE"].removeprefix("/run/secrets/")
    assert secret in api["secrets"]
    assert "file" in COMPOSE["secrets"][secret]
    assert [name for name, settings in SERVICES.items() if secret in settings["secrets"]] == ["api"]


def test_what_the_image_copies_is_not_kept_from_it() -> None:
    let_in = re.findall(r"^!(.+)$", (ROOT / ".dockerignore").read_text(encoding="utf-8"), re.MULTILINE)
    copied = re.findall(r"^COPY (?!--from)(.+) \S+$", (ROOT / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    for path in " ".join(copied).split():
        assert (ROOT / path).exists(), path
        assert any(path == one or path.startswith(f"{one}/") for one in let_in), path


def test_the_image_has_the_page() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "COPY --from=explorer /srv/app/dist /srv/app/dist" in dockerfile.rpartition("\nFROM ")[2]


def test_the_image_runs_locked_dependencies_without_root() -> None:
    dockerfile = (ROOT / "Dockerfile").read_text(encoding="utf-8")
    assert "--require-hashes -r requirements/base.txt" in dockerfile
    final = dockerfile.rpartition("\nFROM ")[2]
    assert re.search(r"^USER [1-9]\d*:[1-9]\d*$", final, re.MULTILINE)
    assert "pip install" not in final
