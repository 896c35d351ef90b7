# Short names for what people do here. Each is a script of its own, which explains itself in its first lines.

.DEFAULT_GOAL := help
.PHONY: help demo clean-demo test properties mutations keep-release audit bench lint deny advisories

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

demo: ## three simulated regions' ratings in the browser; ONCE=1 prints it and ends; KAFKA=no feeds files
	@ONCE=$(ONCE) KAFKA=$(KAFKA) deploy/local/bin/demo

clean-demo: ## stop what a killed demo left behind, remove its data
	@deploy/local/bin/demo clean

test: ## every test, on a PostgreSQL and a Kafka of its own; ARGS=t01_ for some
	@KAFKA=$(KAFKA) deploy/local/bin/test $(ARGS)

properties: ## many invented worlds against what holds in all of them; CASES=500
	@PROPERTY_CASES=$(or $(CASES),100) deploy/local/bin/test -p rating -p deploy properties::

mutations: ## changes the measures line by line: each change has to show
	@MUTATIONS=all deploy/local/bin/test -p rating -p deploy mutations:: mutated_maturity::

keep-release: ## write the small release of this engine version to fixtures/releases anew (CONTRIBUTING.md says when)
	@SVODKA_REFRESH=release deploy/local/bin/test -p deploy past_releases

audit: ## recount the figures of the demo's regions in DuckDB, without our code
	@deploy/local/bin/audit $(ARGS)

bench: ## the speeds of docs/benchmarks.md, by a release build; KILLS=10 also kills ingest while it loads
	@KILLS=$(KILLS) deploy/local/bin/bench

lint: ## formatting, clippy, documentation and shell scripts, warnings denied
	cargo fmt --all --check
	cargo clippy --workspace --all-targets -- -D warnings
	RUSTDOCFLAGS='-D warnings' cargo doc --no-deps --workspace
	shellcheck --external-sources --source-path=SCRIPTDIR --severity=warning deploy/local/bin/* deploy/local/*/*.sh .ci/run

deny: ## licences, sources and doubles of what we depend on, by deny.toml; needs no network
	@deploy/local/bin/deny bans licenses sources

advisories: ## known vulnerabilities of what we depend on; fetches the RustSec database
	@deploy/local/bin/deny advisories
