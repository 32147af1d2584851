package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.consumers.DeadLetters.DeadLetter;
import io.tidings.consumers.DeadLetters.DeadLetterQuery;
import io.tidings.consumers.DeadLetters.Which;
import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions.Asked;
import io.tidings.consumers.Definitions.Change;
import io.tidings.consumers.Definitions.Command;
import io.tidings.consumers.Definitions.Declaration;
import io.tidings.consumers.Definitions.LedgerQuery;
import io.tidings.consumers.Definitions.LedgerRow;
import io.tidings.consumers.Definitions.Status;
import io.tidings.consumers.HeldStreams.HeldQuery;
import io.tidings.consumers.HeldStreams.HeldStream;
import io.tidings.model.Cursor;
import io.tidings.model.SlotRange;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.awaitility.Awaitility;

/**
 * A store as a test thread uses it: each call waits for its answer. Not for use on Vert.x threads.
 */
public final class AwaitedStore {

  private static final int POLL_MILLIS = 20;

  private final ConsumerStore store;
  private final ConsumersFixture fixture;

  public AwaitedStore(ConsumerStore store, ConsumersFixture fixture) {
    this.store = store;
    this.fixture = fixture;
  }

  /** What the store answers. */
  public <R> R ask(Function<ConsumerStore, Future<R>> call) {
    try {
      R answer = call.apply(store).await(fixture.patience().toMillis(), TimeUnit.MILLISECONDS);
      assertThat(answer).as("an answer").isNotNull();
      return answer;
    } catch (TimeoutException late) {
      throw new AssertionError("no answer within " + fixture.patience(), late);
    }
  }

  /** How the store refuses. */
  public <F extends ConsumerFailure> F refusal(
      Class<F> type, Function<ConsumerStore, ? extends Future<?>> call) {
    Throwable refusal = catchThrowable(() -> ask(one -> call.apply(one).mapEmpty().map("done")));
    assertThat(refusal).as("refusal").isInstanceOf(type);
    assertThat(refusal.getMessage()).as("what to do").isNotBlank();
    return type.cast(refusal);
  }

  /** Waits for what time brings about. */
  public void eventually(String what, Callable<Boolean> condition) {
    Awaitility.await(what)
        .atMost(fixture.patience())
        .pollDelay(0, TimeUnit.MILLISECONDS)
        .pollInterval(POLL_MILLIS, TimeUnit.MILLISECONDS)
        .until(
            () -> {
              boolean met = condition.call();
              if (!met) {
                fixture.letTimePass();
              }
              return met;
            });
  }

  /** The place behind that position, in the current epoch. */
  public Cursor at(long position) {
    return new Cursor(fixture.epoch(), position);
  }

  /** Declares a new consumer that begins with the first event. */
  public Definition declare(Definition definition) {
    return declare(definition, at(0));
  }

  public Definition declare(Definition definition, Cursor from) {
    assertThat(ask(one -> one.declare(new Declaration(definition, from, false, "me"))).created())
        .as("created")
        .isTrue();
    return definition;
  }

  /** A node that has not claimed yet, whose leases outlast the test. */
  public WorkingNode node(Definition consumer, String name) {
    return new WorkingNode(this, consumer.name(), name, Samples.LONG);
  }

  /** A node that has not claimed yet, whose leases end soon. */
  public WorkingNode mortalNode(Definition consumer, String name) {
    return new WorkingNode(this, consumer.name(), name, Samples.SHORT);
  }

  /** The node that holds all segments of a new consumer that is pulled from. */
  WorkingNode ownerOfPulled(int segments) {
    return node(declare(Samples.pulled("pulled", segments)), "node").claims(segments);
  }

  public Status status(Definition consumer) {
    List<Status> statuses = ask(one -> one.status(new Asked(consumer.name()))).consumers();
    assertThat(statuses).as("status of %s", consumer.name()).hasSize(1);
    return statuses.get(0);
  }

  public void tell(Definition consumer, Command command) {
    change(new Change(consumer.name(), command, null, null, 0, false, "me", "because"));
  }

  public void seek(Definition consumer, Cursor to) {
    change(new Change(consumer.name(), Command.SEEK, null, to, 0, false, "me", "because"));
  }

  public void reshape(Definition consumer, int segments) {
    change(
        new Change(consumer.name(), Command.RESHAPE, null, null, segments, false, "me", "because"));
  }

  /** The change that hands out the events behind {@code after}, up to {@code to}, as a dry run. */
  public Change replay(Definition consumer, long after, long to) {
    return new Change(consumer.name(), Command.REPLAY, at(after), at(to), 0, true, "me", "because");
  }

  public void change(Change change) {
    ask(one -> one.change(change));
  }

  /** Its rows in the ledger. */
  public List<LedgerRow> ledger(Definition consumer) {
    return ask(one -> one.ledger(new LedgerQuery(consumer.name(), 0, 1000))).rows();
  }

  /** Its rows about that action. */
  public List<LedgerRow> ledger(Definition consumer, String action) {
    return ledger(consumer).stream().filter(row -> row.action().equals(action)).toList();
  }

  public List<HeldStream> held(Definition consumer) {
    return held(consumer, SlotRange.ALL);
  }

  public List<HeldStream> held(Definition consumer, SlotRange slots) {
    return ask(one -> one.held(new HeldQuery(consumer.name(), slots))).streams();
  }

  public HeldStream held(Definition consumer, String stream) {
    List<HeldStream> found =
        held(consumer).stream().filter(one -> one.stream().equals(stream)).toList();
    assertThat(found).as("held stream %s", stream).hasSize(1);
    return found.get(0);
  }

  public List<DeadLetter> letters(Definition consumer) {
    return letters(Samples.any(consumer));
  }

  public List<DeadLetter> letters(Which which) {
    return ask(one -> one.deadLetters(new DeadLetterQuery(which, 0, 1000))).letters();
  }
}
