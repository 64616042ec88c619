SHELL := /bin/bash
BIN := .venv/bin
CODE := courier field_app bot tests
.DEFAULT_GOAL := help
.PHONY: help setup run test lint format seed messages clean

help: ## 列出命令 · List the commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | expand -t 12

setup: ## 准备两个运行环境 · Prepare both environments
	@.ci/setup

run: setup ## 启动演示县 · Start the demo county
	@$(BIN)/courier demo

test: ## 全部检查和测试 · All checks and tests
	@.ci/setup test
	@$(MAKE) --no-print-directory lint
	@bot/.venv/bin/python bot/train.py
	@$(BIN)/pytest -q -n 3 --dist loadscope

lint: ## 只检查代码 · Check the code only
	@$(BIN)/ruff check $(CODE)
	@$(BIN)/ruff format --check -q $(CODE)
	@$(BIN)/mypy

format: ## 整理代码 · Tidy the code
	@$(BIN)/ruff check --fix -q $(CODE)
	@$(BIN)/ruff format $(CODE)

seed: setup ## 只填演示数据 · Fill in the demo county, without starting it
	@$(BIN)/courier seed

messages: ## 比对三种语言的词条 · Compare the three catalogues with the code
	@$(BIN)/courier messages

clean: ## 删除运行环境和演示数据 · Remove environments and demo data
	@rm -rf .uv .venv bot/.venv bot/models bot/.rasa .var .mypy_cache .ruff_cache .pytest_cache .hypothesis
