"""`zhibiao serve` as users start it, and twenty of them at once."""

from __future__ import annotations

import asyncio
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx
import pytest

from .running import LIBRARY, TOKEN, Served, family, resident, workbook


def refused(*options: str) -> str:
    command = [sys.executable, "-m", "zhibiao.app", "serve", *options]
    done = subprocess.run(command, capture_output=True, timeout=60, check=False)
    assert done.returncode == 2, done
    assert done.stdout == b""
    said = done.stderr.decode()
    assert "Traceback" not in said
    return said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "192.168.1.2"])
def test_another_address_needs_a_token(host: str, tmp_path: Path) -> None:
    assert "--token" in refused("--host", host, "--data", str(tmp_path))


def test_what_cannot_be_opened_is_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("")
    assert "--data" in refused("--data", str(file / "desk"))
    assert "找不到模型" in refused("--data", str(tmp_path), "--model", "nothing")
    assert "--database" in refused("--data", str(tmp_path), "--database", "nonsense")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert "--port" in refused("--data", str(tmp_path), "--port", port)


def test_a_server_on_the_network_asks_for_its_token_and_ends_with_its_workers(tmp_path: Path) -> None:
    import psutil

    with Served(tmp_path, "--host", "0.0.0.0", "--token", TOKEN, "--workers", "1") as served:
        address = f"http://127.0.0.1:{served.port}"
        assert httpx.get(f"{address}/healthz").status_code == 401
        allowed = httpx.get(f"{address}/healthz", headers={"authorization": f"Bearer {TOKEN}"})
        assert allowed.json()["status"] == "ok"
        processes = family(served.process.pid)
        assert len(processes) > 1
        assert served.stop(signal.SIGINT) == 130
        time.sleep(0.5)
        assert [p for p in processes if psutil.pid_exists(p) and psutil.Process(p).status() != "zombie"] == []


def test_twenty_clients_upload_at_once(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """None fails, memory stays bounded, and the service answers meanwhile."""
    rows = "".join(f"第{i}号灌区渠道完好率,≥{i % 90}%,质量指标,灌区{i % 7}\n" for i in range(400))
    content = ("三级指标,指标值,二级指标,项目名称\n" + rows).encode()
    with Served(tmp_path, "--workers", "2") as served:
        limits = httpx.Limits(max_connections=50)

        async def all_at_once() -> tuple[list[int], float, list[float], list[int]]:
            async with httpx.AsyncClient(base_url=served.url, timeout=120, limits=limits) as client:
                for _ in range(3):  # workers are warm
                    await client.post("/api/score", files={"file": ("a.csv", LIBRARY.encode())})
                quiet = []
                for _ in range(20):
                    start = time.perf_counter()
                    await client.get("/healthz")
                    quiet.append(time.perf_counter() - start)
                asked: list[float] = []
                held: list[int] = []

                async def look() -> None:
                    while True:
                        start = time.perf_counter()
                        assert (await client.get("/healthz")).status_code == 200
                        asked.append(time.perf_counter() - start)
                        held.append(resident(served.process.pid))
                        await asyncio.sleep(0.05)

                looking = asyncio.create_task(look())
                choices = {"standard": "2020", "profile": "declaration"}
                jobs = [
                    client.post("/api/score", files={"file": (f"{i}.csv", content)})
                    if i % 2
                    else client.post("/jobs", files={"files": (f"{i}.csv", content)}, data=choices)
                    for i in range(20)
                ]
                answers = await asyncio.gather(*jobs)
                while (await client.get("/healthz")).json()["waiting"]:
                    await asyncio.sleep(0.1)
                looking.cancel()
                return [a.status_code for a in answers], sorted(quiet)[10], asked, held

        idle = resident(served.process.pid)
        statuses, alone, asked, held = asyncio.run(all_at_once())
    median = sorted(asked)[len(asked) // 2]
    with capsys.disabled():
        print(
            f"\n20 uploads at once: /healthz {median / alone:.1f}× (median) and {max(asked) / alone:.1f}× (worst) "
            f"of {alone * 1000:.1f} ms alone; {max(held) / 2**20:.0f} MB at most, {idle / 2**20:.0f} MB idle"
        )
    assert sorted(set(statuses)) == [200, 303]
    assert max(held) < 2 * 2**30
    assert max(asked) < 10  # seconds: the loop was never blocked for long


def test_a_job_ends_when_its_client_goes_away(tmp_path: Path) -> None:
    rows = [("三级指标", "指标值"), *((f"第{i}号泵站完好率", f"≥{i % 90}%") for i in range(60_000))]
    with Served(tmp_path, "--workers", "1") as served:
        quick = {"file": ("a.csv", LIBRARY.encode())}
        assert httpx.post(f"{served.url}/api/score", files=quick, timeout=60).status_code == 200
        before = set(family(served.process.pid))
        with pytest.raises(httpx.ReadTimeout):
            httpx.post(f"{served.url}/api/score", files={"file": ("a.xlsx", workbook(rows))}, timeout=1)
        end = time.monotonic() + 20
        while set(family(served.process.pid)) == before:
            assert time.monotonic() < end, "the process that worked for nobody was not ended"
            time.sleep(0.1)
        assert httpx.post(f"{served.url}/api/score", files=quick, timeout=60).status_code == 200
