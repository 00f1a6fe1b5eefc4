#include "core/worker.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "core/picking.h"
#include "store/memory.h"
#include "store/search.h"
#include "store/thread.h"

struct ask_request {
	uint64_t number;
	char *text;
	bool typing;
};

struct pick_request {
	uint64_t number;
	enum names names;
	char *pattern, *base;
	bool typing;
};

struct quotes_request {
	uint64_t number;
	uint32_t talk;
};

/* What waits to be done.  A request whose string is NULL (or whose talk is 0)
 * is none. */
struct mailbox {
	bool any;		/* something is in it */
	bool quit, stop, pick_end;
	struct store *reopen;
	struct ask_request ask;
	struct pick_request pick;
	struct quotes_request quotes;
};

struct worker {
	pthread_t thread;
	int wake;

	/* Under the lock.  `store` is changed by the thread alone; others only
	 * tell it to stop, and the thread ends the stop when it takes the mail
	 * that was the reason: so a stop is never lost, and never outlives it. */
	pthread_mutex_t lock;
	pthread_cond_t mail;
	struct mailbox mailbox;
	struct store *store;
	struct answer *first, **last;

	/* The thread's own. */
	struct inquiry *inquiry;
	struct ask_request asked;	/* not taken up yet */
	struct quotes_request quotes;
	struct picking picking;
};

static void ask_clear(struct ask_request *ask)
{
	free(ask->text);
	*ask = (struct ask_request){0};
}

static void pick_clear(struct pick_request *pick)
{
	free(pick->pattern);
	free(pick->base);
	*pick = (struct pick_request){0};
}

/* --- answers --- */

static void give(void *context, struct answer *answer)
{
	struct worker *worker = context;
	bool first;

	pthread_mutex_lock(&worker->lock);
	first = !worker->first;
	*worker->last = answer;
	worker->last = &answer->next;
	pthread_mutex_unlock(&worker->lock);
	/* A full pipe has woken its reader already. */
	if (first) {
		while (write(worker->wake, "", 1) < 0 && errno == EINTR)
			continue;
	}
}

struct answer *worker_answer(struct worker *worker)
{
	struct answer *answer;

	pthread_mutex_lock(&worker->lock);
	answer = worker->first;
	if (answer) {
		worker->first = answer->next;
		if (!worker->first)
			worker->last = &worker->first;
		answer->next = NULL;
	}
	pthread_mutex_unlock(&worker->lock);
	return answer;
}

static void give_words(struct worker *worker, enum answer_kind kind, uint64_t request,
		       const char *words)
{
	struct answer *answer = answer_new(kind, request);

	answer->words = memory_copy(words, strlen(words));
	give(worker, answer);
}

/* --- the thread --- */

static bool more_urgent(void *context)
{
	struct worker *worker = context;
	bool any;

	pthread_mutex_lock(&worker->lock);
	any = worker->mailbox.any;
	pthread_mutex_unlock(&worker->lock);
	return any;
}

static bool idle(const struct worker *worker)
{
	return !worker->asked.text && !worker->quotes.talk && picking_done(&worker->picking) &&
	       (!worker->inquiry || inquiry_done(worker->inquiry));
}

static void reopen(struct worker *worker, struct store *store)
{
	struct store *old = worker->store;

	inquiry_close(worker->inquiry);
	worker->inquiry = NULL;
	ask_clear(&worker->asked);
	worker->quotes.talk = 0;
	picking_reopen(&worker->picking, store);
	pthread_mutex_lock(&worker->lock);
	worker->store = store;
	pthread_mutex_unlock(&worker->lock);
	store_close(old);
}

/* Waits for mail where there is nothing to do, and takes it.  False: leave. */
static bool take_mail(struct worker *worker)
{
	struct mailbox mail;

	pthread_mutex_lock(&worker->lock);
	while (!worker->mailbox.any && idle(worker))
		pthread_cond_wait(&worker->mail, &worker->lock);
	mail = worker->mailbox;
	worker->mailbox = (struct mailbox){.quit = mail.quit};
	if (!mail.quit)
		store_resume(worker->store);
	pthread_mutex_unlock(&worker->lock);

	if (mail.reopen)
		reopen(worker, mail.reopen);
	if (mail.stop) {
		ask_clear(&worker->asked);
		if (worker->inquiry)
			inquiry_stop(worker->inquiry);
	}
	if (mail.ask.text) {
		ask_clear(&worker->asked);
		worker->asked = mail.ask;
	}
	if (mail.quotes.talk)
		worker->quotes = mail.quotes;
	if (mail.pick_end)
		picking_end(&worker->picking);
	if (mail.pick.base) {
		picking_begin(&worker->picking, mail.pick.number, mail.pick.names,
			      mail.pick.pattern, mail.pick.base, mail.pick.typing);
		pick_clear(&mail.pick);
	}
	return !mail.quit;
}

/* In all of these ERROR_STOPPED means that mail has come: what was left undone
 * is taken up again when that is read, unless it is replaced. */

static void begin_inquiry(struct worker *worker)
{
	struct ask_request *ask = &worker->asked;
	struct text refusal = {0};
	struct error err = {0};
	struct inquiry *inquiry;

	switch (inquiry_open(worker->store, ask->number, ask->text, ask->typing, &inquiry,
			     &refusal, &err)) {
	case 0:
		inquiry_close(worker->inquiry);
		worker->inquiry = inquiry;
		ask_clear(ask);
		break;
	case 1:
		give_words(worker, ANSWER_REFUSED, ask->number, text_string(&refusal));
		ask_clear(ask);
		break;
	default:
		if (err.kind != ERROR_STOPPED) {
			give_words(worker, ANSWER_FAILED, ask->number, err.text);
			ask_clear(ask);
		}
	}
	text_release(&refusal);
}

static void find_quotes(struct worker *worker)
{
	struct answer *answer = answer_new(ANSWER_QUOTES, worker->quotes.number);
	struct error err = {0};
	size_t count = 0;

	answer->talk = worker->quotes.talk;
	if (!search_talk_quotes(worker->store, answer->talk, &answer->rows, &count, &err)) {
		answer->count = (uint32_t)count;
		worker->quotes.talk = 0;
		give(worker, answer);
		return;
	}
	answer_free(answer);
	if (err.kind != ERROR_STOPPED) {
		give_words(worker, ANSWER_FAILED, worker->quotes.number, err.text);
		worker->quotes.talk = 0;
	}
}

static void step_inquiry(struct worker *worker, const struct giver *giver)
{
	struct error err = {0};

	if (inquiry_step(worker->inquiry, giver, &err) && err.kind != ERROR_STOPPED)
		give_words(worker, ANSWER_FAILED, inquiry_request(worker->inquiry), err.text);
}

static void step_picking(struct worker *worker, const struct giver *giver)
{
	struct error err = {0};

	if (picking_step(&worker->picking, worker->inquiry, giver, more_urgent, worker, &err) &&
	    err.kind != ERROR_STOPPED) {
		give_words(worker, ANSWER_FAILED, worker->picking.request, err.text);
		picking_end(&worker->picking);
	}
}

static void *run(void *context)
{
	struct worker *worker = context;
	const struct giver giver = {.give = give, .context = worker};

	while (take_mail(worker)) {
		if (worker->asked.text)
			begin_inquiry(worker);
		if (worker->inquiry && !inquiry_done(worker->inquiry))
			step_inquiry(worker, &giver);
		if (worker->quotes.talk)
			find_quotes(worker);
		if (!picking_done(&worker->picking))
			step_picking(worker, &giver);
	}
	return NULL;
}

/* --- opening and closing --- */

static void release(struct worker *worker)
{
	struct answer *answer;

	while ((answer = worker_answer(worker)))
		answer_free(answer);
	inquiry_close(worker->inquiry);
	picking_release(&worker->picking);
	ask_clear(&worker->asked);
	ask_clear(&worker->mailbox.ask);
	pick_clear(&worker->mailbox.pick);
	store_close(worker->mailbox.reopen);
	store_close(worker->store);
	pthread_cond_destroy(&worker->mail);
	pthread_mutex_destroy(&worker->lock);
	free(worker);
}

struct worker *worker_open(struct store *store, int wake, struct error *err)
{
	struct worker *worker = memory_new(1, sizeof(*worker));

	worker->store = store;
	worker->picking.store = store;
	worker->wake = wake;
	worker->last = &worker->first;
	pthread_mutex_init(&worker->lock, NULL);
	pthread_cond_init(&worker->mail, NULL);
	if (thread_start(&worker->thread, run, worker, err) == 0)
		return worker;
	release(worker);
	return NULL;
}

/* Call after the lock is taken and the mail is in the box. */
static void post(struct worker *worker, bool stop)
{
	worker->mailbox.any = true;
	if (stop)
		store_cancel(worker->store);
	pthread_cond_signal(&worker->mail);
	pthread_mutex_unlock(&worker->lock);
}

void worker_close(struct worker *worker)
{
	if (!worker)
		return;
	pthread_mutex_lock(&worker->lock);
	worker->mailbox.quit = true;
	post(worker, true);
	pthread_join(worker->thread, NULL);
	release(worker);
}

/* --- requests --- */

void worker_reopen(struct worker *worker, struct store *store)
{
	struct mailbox *box = &worker->mailbox;

	pthread_mutex_lock(&worker->lock);
	store_close(box->reopen);
	box->reopen = store;
	ask_clear(&box->ask);
	box->quotes.talk = 0;
	post(worker, true);
}

void worker_ask(struct worker *worker, uint64_t request, const char *text, bool typing)
{
	char *copy = memory_copy(text, strlen(text));

	pthread_mutex_lock(&worker->lock);
	ask_clear(&worker->mailbox.ask);
	worker->mailbox.ask =
		(struct ask_request){.number = request, .text = copy, .typing = typing};
	post(worker, true);
}

void worker_pick(struct worker *worker, uint64_t request, enum names names, const char *pattern,
		 const char *base, bool typing)
{
	struct pick_request pick = {
		.number = request,
		.names = names,
		.pattern = memory_copy(pattern, strlen(pattern)),
		.base = memory_copy(base, strlen(base)),
		.typing = typing,
	};

	pthread_mutex_lock(&worker->lock);
	pick_clear(&worker->mailbox.pick);
	worker->mailbox.pick = pick;
	post(worker, false);
}

void worker_pick_end(struct worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	pick_clear(&worker->mailbox.pick);
	worker->mailbox.pick_end = true;
	post(worker, false);
}

void worker_quotes(struct worker *worker, uint64_t request, uint32_t talk)
{
	pthread_mutex_lock(&worker->lock);
	worker->mailbox.quotes = (struct quotes_request){.number = request, .talk = talk};
	post(worker, false);
}

void worker_stop(struct worker *worker)
{
	pthread_mutex_lock(&worker->lock);
	ask_clear(&worker->mailbox.ask);
	worker->mailbox.stop = true;
	post(worker, true);
}
