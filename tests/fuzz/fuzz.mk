# Fuzzing: programs that feed invented bytes to a part of the program.
#
#   make fuzz               builds them with clang; build/fuzz/tests/fuzz/NAME
#   make fuzz-run           runs each FUZZ_SECONDS, JOBS at a time; or, where these are
#                           `repeatable`, tries the same inputs as every time
#   make fuzz-run-NAME      runs one
#   make fuzz-keep          makes fixtures/fuzz anew from what was found so far
#   make check-fuzz         runs them over fixtures/fuzz, with any compiler

FUZZ_SECONDS ?= 30
FUZZ         := $(patsubst tests/fuzz/fuzz_%.c,%,$(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BUILD    = $(BUILD)/fuzz
FUZZ_SANITIZE = -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=undefined \
                -fno-omit-frame-pointer

# Helpers of other tests, which here assert by tests/fuzz/criterion.
FUZZ_HELP    := $(wildcard tests/support/*.c) tests/fuzz/fuzz.c tests/fuzz/patches.c tests/fuzz/script.c \
                tests/store/damage.c \
                tests/store/sample.c tests/tui/browser.c
FUZZ_OBJECTS := $(FUZZ_HELP:%.c=$(BUILD)/tests/fuzz/help/%.o)

$(FUZZ_OBJECTS): $(BUILD)/tests/fuzz/help/%.o: %.c $(BUILD)/.tools
	@mkdir -p $(@D)
	$(call say,CC)$(CC) $(ALL_CFLAGS) -Itests/fuzz -Dalarm=fuzz_alarm -c -o $@ $<

$(BUILD)/tests/fuzz/libhelp.a: $(FUZZ_OBJECTS)
	@rm -f $@
	$(call say,AR)$(AR) rcs $@ $^

FUZZ_LIBS := $(BUILD)/tests/fuzz/libhelp.a $(foreach l,tui core store,$(BUILD)/lib$(l).a)

# --- with files ---

$(FUZZ:%=$(BUILD)/tests/fuzz/replay-%): $(BUILD)/tests/fuzz/replay-%: \
		$(BUILD)/tests/fuzz/fuzz_%.o $(BUILD)/tests/fuzz/replay.o $(FUZZ_LIBS)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)
replay-programs: $(FUZZ:%=$(BUILD)/tests/fuzz/replay-%)
check-fuzz: replay-programs
	@for name in $(FUZZ); do \
	  $(BUILD)/tests/fuzz/replay-$$name fixtures/fuzz/$$name || exit 1; done

# --- with libFuzzer ---

# LIBYAML: the instrumented one, which comes before the distribution's.
$(FUZZ:%=$(BUILD)/tests/fuzz/%): $(BUILD)/tests/fuzz/%: $(BUILD)/tests/fuzz/fuzz_%.o $(FUZZ_LIBS)
	$(call say,LINK)$(CC) $(ALL_CFLAGS) $(LDFLAGS) -fsanitize=fuzzer -o $@ $^ $(LIBYAML) $(LIBS)
fuzz-programs: $(FUZZ:%=$(BUILD)/tests/fuzz/%)

fuzz:
	@tests/fuzz/libyaml.sh $(FUZZ_BUILD)/libyaml $(FUZZ_SANITIZE)
	@$(MAKE) --no-print-directory BUILD=$(FUZZ_BUILD) CC=clang CFLAGS='-O1 -g $(FUZZ_SANITIZE)' \
	  LIBYAML="$$(ls $(FUZZ_BUILD)/libyaml/libyaml.a 2>/dev/null)" -j$(JOBS) fuzz-programs

fuzz-run: fuzz
	@$(MAKE) --no-print-directory -k -j$(JOBS) $(FUZZ:%=fuzz-started-%)
$(FUZZ:%=fuzz-run-%): fuzz-run-%: fuzz
	@$(MAKE) --no-print-directory fuzz-started-$*
$(FUZZ:%=fuzz-started-%): fuzz-started-%:
	@tests/fuzz/run.sh $(FUZZ_BUILD) $* $(FUZZ_SECONDS)
fuzz-keep: fuzz
	@tests/fuzz/keep.sh $(FUZZ_BUILD) $(FUZZ)

.PHONY: replay-programs check-fuzz fuzz fuzz-programs fuzz-run fuzz-keep $(FUZZ:%=fuzz-run-%) $(FUZZ:%=fuzz-started-%)
