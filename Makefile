# 层报 Cengbao. `make run` shows a real quarter; `make test` runs every test. See README.md.

.DEFAULT_GOAL := help
SHELL := /bin/bash
.PHONY: help run test crash fuzz bench setup build format clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

setup: ## install what is missing of the Debian packages, and look for Swift
	@bash scripts/setup

build: setup ## build the program (release)
	@echo "== 编译（首次需几分钟）· building, some minutes the first time"
	swift build -c release --static-swift-stdlib --product cengbao

run: build ## build, make a scratch workspace, run three sample quarters from Inbox to Outbox
	@bash scripts/run-samples

test: setup ## every test, from a bare clone
	@bash scripts/test

crash: setup ## cut the program at every call that changes the disk (long; `make test` tries some of them)
	@bash scripts/crash

fuzz: setup ## any bytes at all for the readers, FUZZ_SECONDS=600 for each target (`make test` does some seconds)
	@bash scripts/fuzz

bench: setup ## measure the program against its peers, write BENCHMARKS.md (long; scripts/bench --quick tries a tenth)
	@bash scripts/bench

format: ## lay the code out with swift format
	swift format --in-place --recursive Package.swift Sources Tests

clean: ## remove builds and the scratch workspace
	rm -rf .build workspace
