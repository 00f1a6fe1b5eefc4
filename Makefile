# statements: browse in a terminal what people said.
#
#   make               builds build/statements; installs nothing
#   make run           installs what is missing, builds, opens the browser
#                      (ARGS='FILE...' for another corpus)
#   make test          installs what the tests need and runs them all
#   make check         the same under the sanitizers, and more: see CONTRIBUTING.md
#   make soak          for hours, with the counts at the end
#   make fuzz-run      fuzzing for as long as one likes: see tests/fuzz/fuzz.mk
#   make bench         measures, on corpora that it makes; best on a quiet machine
#   make install       into $(DESTDIR)$(PREFIX)
#
# The compiler, CPPFLAGS, CFLAGS and LDFLAGS of the environment are honoured;
# V=1 shows the whole commands.

PREFIX     ?= /usr/local
DESTDIR    ?=
BUILD      ?= build
PKG_CONFIG ?= pkg-config
CFLAGS     ?= -O2 -g
ARGS       ?= statements.yaml
JOBS       ?= $(shell nproc 2>/dev/null || echo 1)

LIBRARIES := sqlite3 yaml-0.1 libutf8proc ncursesw
WARNINGS  := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes \
             -Wconversion
STANDARD  := -std=c11 -D_GNU_SOURCE -pthread

# Asked once and only where needed: `make clean` works without pkg-config.
once        = $(eval $(1) := $(shell $(2)))$($(1))
LIB_CFLAGS  = $(call once,LIB_CFLAGS,$(PKG_CONFIG) --cflags $(LIBRARIES))
LIB_LIBS    = $(call once,LIB_LIBS,$(PKG_CONFIG) --libs $(LIBRARIES))
LIBS        = $(LIB_LIBS) -lm -pthread
ALL_CFLAGS  = $(STANDARD) $(WARNINGS) -I. $(LIB_CFLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP

LAYERS     := store core tui
sources     = $(filter-out tui/main.c,$(wildcard $(1)/*.c))
objects     = $(patsubst %.c,$(BUILD)/%.o,$(1))

# A line a file, or with V=1 the command itself.
ifeq ($(V),)
say = @printf '  %-7s %s\n' $(1) $@;
else
say =
endif

all: $(BUILD)/statements

$(BUILD)/statements: $(BUILD)/tui/main.o $(BUILD)/libtui.a $(BUILD)/libcore.a $(BUILD)/libstore.a
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

define layer
$(BUILD)/lib$(1).a: $(call objects,$(call sources,$(1)))
	@rm -f $$@
	$$(call say,AR)$(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

$(BUILD)/%.o: %.c $(BUILD)/.tools
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -c -o $@ $<

# Objects of other flags are not mixed in: the file changes when the flags do.
$(BUILD)/.tools: FORCE
	@command -v $(firstword $(CC)) >/dev/null && $(PKG_CONFIG) --exists $(LIBRARIES) 2>/dev/null || \
	  { echo "A compiler, pkg-config or a library is missing; 'make run' installs them." >&2; exit 1; }
	@mkdir -p $(@D)
	@echo '$(CC) $(ALL_CFLAGS) $(LDFLAGS)' | cmp -s - $@ || echo '$(CC) $(ALL_CFLAGS) $(LDFLAGS)' >$@

# --- the README's two commands ---

run:
	@.setup/packages build
	@$(MAKE) --no-print-directory -j$(JOBS) all
	@$(BUILD)/statements $(ARGS)

test:
	@.setup/packages test
	@$(MAKE) --no-print-directory -j$(JOBS) all test-programs replay-programs fault-programs
	@$(MAKE) --no-print-directory check-all check-fault

# --- tests: those of a layer link that layer and those below it, so that a call
# --- that points up does not link ---

TEST_LIBS   = $(call once,TEST_LIBS,$(PKG_CONFIG) --libs criterion vterm)
below_store := store
below_core  := core store
below_tui   := tui core store
# These run the program itself: in pipes, and on a pseudo-terminal.
WHOLE      := cli pty
below_cli  := store
below_pty  := store

# An archive, so that a test links only the helpers that it uses: some need a layer
# above that of other tests.
$(BUILD)/tests/libsupport.a: $(call objects,$(wildcard tests/support/*.c))
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $^

define test_program
$(BUILD)/tests/$(1)/run: $(call objects,$(wildcard tests/$(1)/*.c)) $(BUILD)/tests/libsupport.a $(foreach l,$(below_$(1)),$(BUILD)/lib$(l).a)
	$$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $$@ $$^ $(LIBS) $(TEST_LIBS)
check-$(1): $(BUILD)/tests/$(1)/run
	$$<
endef
$(foreach l,$(LAYERS) $(WHOLE),$(eval $(call test_program,$(l))))
test-programs: $(foreach l,$(LAYERS) $(WHOLE),$(BUILD)/tests/$(l)/run)
$(WHOLE:%=check-%): export STATEMENTS = $(BUILD)/statements
$(WHOLE:%=check-%): $(BUILD)/statements

# The program with a brake on the steps of its worker, for a test on a pseudo-terminal.
BRAKED := sqlite3_step inquiry_open inquiry_step picking_step search_talk_quotes store_briefs
$(BUILD)/tests/brake/statements: $(BUILD)/tests/brake/brake.o $(BUILD)/tui/main.o $(foreach l,tui core store,$(BUILD)/lib$(l).a)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) $(BRAKED:%=-Wl,--wrap=%) -o $@ $^ $(LIBS)
test-programs check-pty: $(BUILD)/tests/brake/statements
check-pty: export STATEMENTS_BRAKED = $(BUILD)/tests/brake/statements

check-e2e: $(BUILD)/statements
	STATEMENTS=$< tests/e2e/run.sh

# A session and its threads under the sanitizer for them, in a plain program.
$(BUILD)/tests/threads/session: $(BUILD)/tests/threads/session.o $(BUILD)/libcore.a $(BUILD)/libstore.a
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
check-threads:
	$(MAKE) BUILD=$(BUILD)/threads CFLAGS='-O1 -g -fsanitize=thread' $(BUILD)/threads/tests/threads/session
	$(BUILD)/threads/tests/threads/session 2000

# Faults: the program from outside, with a library preloaded that makes its calls of
# the system fail.  FAULTS=all looks at every point, FAULTS=soak takes hours.
FAULTS ?= sample
FAULT_SOURCES := $(wildcard tests/fault/*.c)
FAULT_LIBRARY := tests/fault/interpose.c tests/fault/journal.c
$(BUILD)/tests/fault/interpose.so: $(FAULT_LIBRARY) $(wildcard tests/fault/*.h) $(BUILD)/.tools
	@mkdir -p $(@D)
	$(call say,LINK)$(CC) $(STANDARD) $(WARNINGS) -I. -O2 -fPIC -shared -o $@ $(FAULT_LIBRARY)
$(BUILD)/tests/fault/harness: $(call objects,$(filter-out $(FAULT_LIBRARY),$(FAULT_SOURCES))) $(BUILD)/libstore.a
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lutil
fault-programs: $(BUILD)/tests/fault/harness $(BUILD)/tests/fault/interpose.so
check-fault: $(BUILD)/tests/fault/harness $(BUILD)/tests/fault/interpose.so $(BUILD)/statements
	STATEMENTS=$(BUILD)/statements $< $(FAULTS)

# What takes hours: some of it once, then round after round with other seeds, and fuzzing
# beside it, until they are over; the counts at the end.  SOAK_PART=once or rounds: that alone.
SOAK_HOURS ?= 12
SOAK_PART  ?=
soak:
	@.setup/packages soak
	@$(MAKE) --no-print-directory -j$(JOBS) all test-programs fault-programs
	@$(MAKE) --no-print-directory fuzz
	tests/soak/run.sh $(BUILD) $(SOAK_HOURS) $(SOAK_PART)

# Small mistakes made in a copy of the tree, of which the tests must find most.
MUTANTS ?= 200
mutation: all test-programs
	tests/mutation/run.sh $(BUILD) $(MUTANTS)

# Faults planted in a copy of the tree, each of which a check must find.
SABOTAGE ?= all
sabotage: all test-programs fault-programs
	BUILD=$(BUILD) tests/sabotage/run.sh $(SABOTAGE)

# How much of the code the tests run; tests/coverage/run.sh says what is wanted.
COVERED := store core tui cli pty
coverage:
	rm -rf $(BUILD)/coverage
	$(MAKE) BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' -j$(JOBS) all test-programs
	@# What is slow so, fails in it, and is no matter here: make test judges that.
	-$(MAKE) -k BUILD=$(BUILD)/coverage CFLAGS='-O0 -g --coverage' $(COVERED:%=check-%) \
	  >$(BUILD)/coverage/tests.log 2>&1
	tests/coverage/run.sh $(BUILD)/coverage

# The picture of the documents, painted by the program's own views.
picture: $(BUILD)/tests/picture/picture $(BUILD)/statements
	@mkdir -p fixtures
	$(BUILD)/statements load -o $(BUILD)/picture.db statements.yaml
	LC_ALL=C.UTF-8 $< $(BUILD)/picture.db 30 110 / c e a s e f i r e Enter Enter >fixtures/screen.svg

$(BUILD)/tests/picture/picture: $(BUILD)/tests/picture/picture.o $(foreach l,tui core store,$(BUILD)/lib$(l).a)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

# The manual page is well formed.  (Its keys are compared with the table by the
# tests of tui.)
manual:
	mandoc -T lint -W warning tui/statements.1

# --- the benchmark: never a part of the tests; `make bench BENCH_SIZES="10000 100000"` ---

BENCH_SIZES  ?= 10000 100000 1000000
BENCH_SHARED := samples terminal queries expect rows
BENCH_TOOLS  := $(patsubst tests/bench/%.c,$(BUILD)/tests/bench/%,\
                  $(filter-out $(BENCH_SHARED:%=tests/bench/%.c),$(wildcard tests/bench/*.c)))
BENCH_RUN     = BUILD=$(BUILD) CC='$(CC)' CFLAGS='$(CFLAGS)' tests/bench/run.sh

$(BUILD)/tests/libbench.a: $(BENCH_SHARED:%=$(BUILD)/tests/bench/%.o)
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $^
$(BENCH_TOOLS): %: %.o $(BUILD)/tests/libbench.a $(BUILD)/libcore.a $(BUILD)/libstore.a
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS) -lvterm -lutil
bench-tools: $(BENCH_TOOLS)
bench:
	@.setup/packages test
	@$(MAKE) --no-print-directory -j$(JOBS) all bench-tools
	@$(BENCH_RUN) $(BENCH_SIZES)
# Counted, not timed: the same on a busy machine.
bench-instructions: all bench-tools
	@$(BENCH_RUN) instructions

include tests/fuzz/fuzz.mk

CHECKS := layers manual $(LAYERS:%=check-%) $(WHOLE:%=check-%) check-e2e check-fuzz
check-all: $(CHECKS)

# Includes point down only, and each library has one door.
layers:
	@! grep -nE '#include "(core|tui)/' store/*.[ch]
	@! grep -nE '#include "tui/' core/*.[ch]
	@! grep -nE '#include <(n?curses|ncursesw/[a-z]+|term)\.h>' $(filter-out $(wildcard tui/term*.[ch]),$(wildcard */*.[ch]))
	@! grep -nE '#include <sqlite3' core/*.[ch] tui/*.[ch]
	@! grep -nE '#include <yaml\.h>' $(filter-out store/yaml.c,$(wildcard */*.[ch]))

SANITIZE := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
check: layers
	@.setup/packages check
	$(MAKE) BUILD=$(BUILD)/sanitized CFLAGS='-O1 -g $(SANITIZE)' -j$(JOBS) all test-programs replay-programs
	$(MAKE) BUILD=$(BUILD)/sanitized CFLAGS='-O1 -g $(SANITIZE)' check-all
	$(MAKE) check-threads
	$(MAKE) fuzz-run FUZZ_SECONDS=repeatable
	$(MAKE) check-fault FAULTS=all
	$(MAKE) check-random
	$(MAKE) coverage
	$(MAKE) sabotage SABOTAGE=3

# More of what is tried at random, with the same seed each time.
check-random: all test-programs
	STATEMENTS_KEYS=200000 $(BUILD)/tests/tui/run --filter 'ui/keeps_its*'
	STATEMENTS_KEYS=50000 STATEMENTS=$(BUILD)/statements $(BUILD)/tests/pty/run --filter 'storms/*'
	STATEMENTS_CASES=2000 $(BUILD)/tests/core/run --filter 'random_queries/*'

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/statements $(DESTDIR)$(PREFIX)/bin/statements
	install -m 644 tui/statements.1 $(DESTDIR)$(PREFIX)/share/man/man1/statements.1

clean:
	rm -rf $(BUILD)

FORCE:
.PHONY: all run test check check-all check-random $(CHECKS) check-fault check-threads coverage sabotage mutation soak \
        bench bench-instructions picture install clean \
        test-programs fault-programs bench-tools FORCE
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
