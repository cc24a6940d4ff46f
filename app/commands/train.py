"""`zhibiao train`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from . import say


@click.command("train")
@click.argument("config", default="fast")
@click.option("--gold", multiple=True, type=click.Path(path_type=Path), help="只用来评估的标注文件，可重复")
@click.option("--register", is_flag=True, help="训练后登记到 MLflow，别名 champion")
def command(config: str, gold: tuple[Path, ...], register: bool) -> None:
    """运行一个实验（TOML 配置或自带配置名），结果记入 MLflow。"""
    try:
        from ...training.config import ConfigError, load_config
        from ...training.run import run

        outcome = run(load_config(config), gold)
        address = None
        if register and outcome.folder is not None:
            from ...training.register import register as register_model

            address = register_model(outcome.folder)
    except (ConfigError, FileNotFoundError) as error:
        say(str(error))
        sys.exit(2)
    except ImportError as error:
        say(f'训练需要更多程序包（缺少 {error.name}）：请运行 pip install "zhibiao[train]"。')
        sys.exit(2)
    for key, value in sorted(outcome.metrics.items()):
        click.echo(f"{key}\t{value:.4f}")
    if outcome.folder is not None:
        say(f"模型保存在 {outcome.folder}。" + (f"已登记为 {address}。" if address else ""))
