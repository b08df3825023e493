# What this repository can do; `make help` lists it.

CARGO ?= cargo
.DEFAULT_GOAL := help
.PHONY: help demo test test-full check bench book sabotage fmt tools

help: ## List what can be made
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 12

demo: ## Run everything on this machine, with a phone in the browser
	$(CARGO) run --quiet --package countersign -- demo

test: tools ## Run every test that fits a continuous build; installs what it needs
	$(CARGO) nextest run --workspace --all-features
	TEST_NODES=3 $(CARGO) nextest run --workspace --all-features --profile nodes
	$(CARGO) test --workspace --doc --quiet
	node --test tests/browser/*.test.mjs

test-full: tools ## Run every test, the long ones included, and all of whole servers on PostgreSQL, too
	@tests/tools.sh strace
	$(CARGO) nextest run --workspace --all-features --profile full
	TEST_NODES=3 $(CARGO) nextest run --workspace --all-features --profile full-nodes
	node tests/counts.mjs target/nextest/full/junit.xml target/nextest/full-nodes/junit.xml

check: ## Check formatting, lints, documentation, dependencies and layers
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --all-features --quiet -- -D warnings
	RUSTDOCFLAGS="-D warnings" $(CARGO) doc --workspace --no-deps --all-features --quiet
	tests/tools.sh cargo-deny
	$(CARGO) deny --log-level error check bans licenses sources

bench: ## Measure logins a second, latency and cost, beside a bare server and on PostgreSQL; then a relay of its own
	@tests/tools.sh postgres
	$(CARGO) build --quiet --release --package countersign --package countersign-relay --package countersign-load
	target/release/countersign-load --settings tests/load/settings.toml --waiting 15000 --grow 1000000
	target/release/countersign-load --settings tests/load/settings.toml --grow 1000000 --no-bare --postgres
	target/release/countersign-load relay

book: tools ## Take the pictures of deploy/book anew
	@tests/tools.sh pngquant
	PICTURES_IN=$(CURDIR)/deploy/book $(CARGO) nextest run --package countersign-tests --profile full \
		-E 'test(/^(browser_phone|demo|languages::letters|operators::appointed|rules::vendors|tour|full::pages::in_japanese)/)'
	pngquant --force --strip --ext .png 64 deploy/book/*.png

sabotage: tools ## Break each rule in turn: only its own tests may turn red
	node tests/sabotage.mjs

fmt: ## Format the code
	$(CARGO) fmt --all

tools: ## Install what the tests need: nextest, Chromium with fonts and its driver, foreign clients, zbar, PostgreSQL, Python, promtool, nginx, age
	@tests/tools.sh cargo-nextest chromium fonts node driver foreign oathtool zbar postgres python promtool nginx age
