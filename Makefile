# statements: browse in a terminal what people said.
#
#   make            builds build/statements; installs nothing
#   make run        installs what is missing, builds, opens the browser
#   make test       installs what the tests need and runs them all

PREFIX  ?= /usr/local
BUILD   ?= build
CC      ?= cc
PKG_CONFIG ?= pkg-config

LIBRARIES := sqlite3 yaml-0.1 libutf8proc ncursesw
WARNINGS  := -Wall -Wextra -Wpedantic -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion
CFLAGS    ?= -O2 -g
ALL_CFLAGS = -std=c11 -D_GNU_SOURCE $(WARNINGS) -I. $(shell $(PKG_CONFIG) --cflags $(LIBRARIES)) $(CPPFLAGS) $(CFLAGS) -pthread -MMD -MP
LIBS       = $(shell $(PKG_CONFIG) --libs $(LIBRARIES)) -pthread

LAYERS := store core tui
sources = $(filter-out tui/main.c,$(wildcard $(1)/*.c))
objects = $(patsubst %.c,$(BUILD)/%.o,$(1))

all: $(BUILD)/statements

$(BUILD)/statements: $(BUILD)/tui/main.o $(BUILD)/libtui.a $(BUILD)/libcore.a $(BUILD)/libstore.a
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $@ $^ $(LIBS)

define layer
$(BUILD)/lib$(1).a: $(call objects,$(call sources,$(1)))
	rm -f $$@ && $(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call layer,$(l))))

$(BUILD)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -c -o $@ $<

# --- tests: each layer's tests link that layer and those below it ---

TEST_LIBS = $(shell $(PKG_CONFIG) --libs criterion)
below_store := store
below_core  := core store
below_tui   := tui core store

define test_program
$(BUILD)/tests/$(1)/run: $(call objects,$(wildcard tests/$(1)/*.c tests/support/*.c)) $(foreach l,$(below_$(1)),$(BUILD)/lib$(l).a)
	$(CC) $(ALL_CFLAGS) $(LDFLAGS) -o $$@ $$^ $(LIBS) $(TEST_LIBS)
endef
$(foreach l,$(LAYERS),$(eval $(call test_program,$(l))))

check-%: $(BUILD)/tests/%/run
	$<

clean:
	rm -rf $(BUILD)

.PHONY: all clean
.SECONDARY:
-include $(shell find $(BUILD) -name '*.d' 2>/dev/null)
