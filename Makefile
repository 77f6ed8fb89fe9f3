# Every target is a script of the same name in scripts/, where it can be read.
.DEFAULT_GOAL := help
.PHONY: help setup run dev build test test-all e2e check bench openapi

help: ## this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## install what building and testing needs and this machine lacks
	@scripts/setup

run: ## start the app inside a stand-in for Onshape, or, with OAUTH_CLIENT_ID set, against Onshape itself
	@scripts/run

dev: ## as run, rebuilt and reloaded when a file changes
	@scripts/dev

build: ## release build: target/release/vitrine and target/release/onshape-sandbox
	@scripts/setup build
	@scripts/build --release

test: ## what a change must pass: crates, viewer, browser tests, release build
	@scripts/test

test-all: ## test, and what takes longer
	@scripts/test --all

e2e: ## the browser tests alone; APP_URL, ONSHAPE_URL choose other servers, ARGS goes to Playwright
	@scripts/e2e $(ARGS)

check: ## formatting and lints
	@scripts/check

bench: ## benchmarks
	@scripts/bench

openapi: ## fetch Onshape's OpenAPI document, for the tests that check against it
	@scripts/openapi
