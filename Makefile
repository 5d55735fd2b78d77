# SPDX-License-Identifier: MIT
# A thin face: every line of work is done by CMake presets and the scripts named here.
# On a bare Debian 12, `make demo` and `make test` do all set-up themselves.

JOBS ?= $(shell nproc)
WERROR ?= OFF

# Unchanged files come from ccache, whatever folder the clone lies in.
export CCACHE_BASEDIR ?= $(CURDIR)
export CCACHE_NOHASHDIR ?= 1
# What ccache asks for where headers are precompiled.
export CCACHE_SLOPPINESS ?= pch_defines,time_macros
launcher = $(if $(shell command -v ccache),-DCMAKE_CXX_COMPILER_LAUNCHER=ccache)

.PHONY: help demo build test bench gate docs format format-check headers tidy clean

help:
	@echo "make demo    set up, build, and make a risk report of a simulated patient"
	@echo "make test    set up, build, run every test"
	@echo "make build   the release program: build/release/genostrat"
	@echo "make bench   kernels, and the program against its peers (INPUTS=folder)"
	@echo "make gate    instruction counts against the stored baselines"
	@echo "make format  clang-format on every source;  make tidy  clang-tidy on every source"

demo: build
	pipelines/demo.sh build/release/genostrat build/demo

build:
	.ci/setup build
	cmake --preset release -DGENOSTRAT_BUILD_TESTS=OFF $(launcher)
	cmake --build --preset release -j $(JOBS) --target genostrat_program

test:
	.ci/setup
	cmake --preset release -DGENOSTRAT_BUILD_TESTS=ON -DGENOSTRAT_WERROR=$(WERROR) $(launcher)
	cmake --build --preset release -j $(JOBS)
	ctest --preset release -j $(JOBS) --output-junit $(CURDIR)/build/release/tests.xml

# Every public header compiles alone.
headers:
	.ci/setup
	cmake --preset release -DGENOSTRAT_BUILD_TESTS=ON -DGENOSTRAT_WERROR=$(WERROR) $(launcher)
	cmake --build --preset release -j $(JOBS) --target all_verify_interface_header_sets

# Fails where the program needs over 1 % more instructions a record than the stored baselines say.
gate: build
	.ci/setup
	python3 bench/gate/gate.py

bench:
	.ci/setup
	cmake --preset bench $(launcher)
	cmake --build --preset bench -j $(JOBS)
	for program in build/bench/bench/*_bench; do [ ! -x $$program ] || $$program; done
	python3 bench/macro/run.py $(if $(INPUTS),--inputs $(INPUTS)) \
		--program build/bench/genostrat

format:
	.ci/format

format-check:
	.ci/format --check

# Pages that the program writes about itself.
docs: build
	python3 docs/generate.py build/release/genostrat

tidy:
	cmake --preset tidy
	cmake --build --preset tidy -j $(JOBS)

clean:
	rm -rf build
