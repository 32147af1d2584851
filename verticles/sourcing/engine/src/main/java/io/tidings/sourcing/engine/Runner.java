package io.tidings.sourcing.engine;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Boundary;
import io.tidings.model.EventFamily;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.sourcing.BoundaryDecider;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.tidings.wire.PayloadMismatch;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.internal.VertxInternal;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one decider on one node. It has a context of its own, which is no verticle's: what is in
 * work goes on while the verticle that has taken it is undeployed.
 */
final class Runner<C, E, S> {

  private static final Logger LOG = LoggerFactory.getLogger(Runner.class);
  private static final int MAX_PAUSE_MILLIS = 64;

  private final Vertx vertx;
  private final ContextInternal context;
  private final EventLog log;
  private final Definition<C, E, S> definition;
  private final Histories<E, S> histories;
  private final Answers<C> answers;
  private final CommandMetrics metrics;
  private final Map<String, Lane<C, E, S>> lanes = new HashMap<>();
  private final BoundaryQueue<C, E, S> boundaries = new BoundaryQueue<>();
  private final Set<String> types;
  private final Promise<Void> drained = Promise.promise();
  private InstantSource clock = InstantSource.system();
  private int pending;
  private boolean stopping;

  /** On the event loop of whoever calls, if he is on one. */
  Runner(
      Vertx vertx,
      EventLog log,
      Snapshots snapshots,
      Definition<C, E, S> definition,
      CommandMetrics metrics) {
    this.vertx = vertx;
    this.context = besides((VertxInternal) vertx);
    this.log = log;
    this.definition = definition;
    this.metrics = metrics;
    this.types = definition.events().types();
    this.histories =
        new Histories<>(
            log,
            definition,
            new Keeper<>(snapshots, definition.name(), definition.snapshots(), metrics),
            metrics);
    this.answers = new Answers<>(definition.name(), log, metrics);
  }

  /** As {@link Histories#heed}. */
  Runner<C, E, S> heeding(LongSupplier heard) {
    histories.heed(heard);
    return this;
  }

  /** What is decided is stamped by this clock, and no more by that of the JVM. */
  Runner<C, E, S> by(InstantSource clock) {
    this.clock = clock;
    return this;
  }

  /** From any thread; fails with a {@link CommandFailure}. */
  Future<CommandOutcome> send(Command command) {
    Promise<CommandOutcome> answer = Promise.promise();
    if (context.inThread()) {
      context.dispatch(() -> take(command, answer));
    } else {
      context.runOnContext(go -> take(command, answer));
    }
    return answer.future();
  }

  private static ContextInternal besides(VertxInternal vertx) {
    ContextInternal caller = vertx.getContext();
    return caller == null || !caller.isEventLoopContext()
        ? vertx.createEventLoopContext()
        : vertx.contextBuilder().withEventLoop(caller.nettyEventLoop()).build();
  }

  /** Takes no more; succeeds when what was taken is answered. */
  Future<Void> stop() {
    context.runOnContext(
        go -> {
          stopping = true;
          endIfEmpty();
        });
    return drained.future();
  }

  private void take(Command command, Promise<CommandOutcome> answer) {
    if (stopping) {
      answer.fail(new CommandFailure.Unavailable("the decider is being stopped here", null));
      return;
    }
    if (pending >= definition.limits().pending()) {
      CommandFailure full =
          new CommandFailure.Overloaded(
              pending + " commands wait for '" + definition.name() + "': send it later");
      metrics.failed(full);
      answer.fail(full);
      return;
    }
    C record;
    try {
      record = read(command);
    } catch (CommandFailure invalid) {
      metrics.failed(invalid);
      answer.fail(invalid);
      return;
    }
    pending++;
    CommandEvents events = new CommandEvents(command, clock);
    Work<C> work = new Work<>(command, record, events, metrics.begin(), context.promise());
    work.answer()
        .future()
        .onComplete(
            done -> {
              pending--;
              answer.handle(done);
              endIfEmpty();
            });
    queue(work);
  }

  private void queue(Work<C> work) {
    if (!(definition.decider() instanceof BoundaryDecider<C, E, S> across)) {
      lanes.computeIfAbsent(work.command().stream(), stream -> new Lane<>(this, stream)).add(work);
      return;
    }
    BoundaryCommand<C, E, S> next;
    try {
      next = new BoundaryCommand<>(this, work, boundary(across, work));
    } catch (Throwable bug) {
      answers.broken(work, bug);
      return;
    }
    boundaries.add(next);
  }

  private static <C> Boundary boundary(BoundaryDecider<C, ?, ?> decider, Work<C> work) {
    Boundary boundary = decider.boundary(work.record());
    if (boundary == null) {
      throw new IllegalStateException("its boundary is null: name one for every command");
    }
    return boundary;
  }

  private C read(Command command) {
    String type = command.message().type();
    Class<? extends C> record = definition.commands().recordOf(type);
    if (record == null) {
      throw new CommandFailure.Invalid(
          "the decider '%s' knows no command '%s': it knows %s"
              .formatted(definition.name(), type, definition.commands()));
    }
    try {
      return EventJson.decode(command.message().data(), record);
    } catch (PayloadMismatch mismatch) {
      throw new CommandFailure.Invalid("the command " + type + ": " + mismatch.getMessage());
    } catch (Throwable bug) {
      LOG.error("The decider {} cannot read the command {}", definition.name(), type, bug);
      throw new CommandFailure.Invalid("the command " + type + " cannot be read: " + bug);
    }
  }

  private void endIfEmpty() {
    if (stopping && pending == 0) {
      drained.tryComplete();
    }
  }

  void idle(String stream) {
    lanes.remove(stream);
  }

  /** As {@link EventLog#read}; whatever goes wrong, the future fails. */
  Future<Page> read(Query query) {
    return Future.succeededFuture(query).compose(log::read);
  }

  /** As {@link EventLog#append}; whatever goes wrong, the future fails. */
  Future<List<AppendResult>> append(List<Append> batch) {
    return Future.succeededFuture(batch).compose(log::append);
  }

  Future<AppendResult> append(Append append) {
    return append(List.of(append)).map(results -> results.get(0));
  }

  Answers<C> answers() {
    return answers;
  }

  DeciderLimits limits() {
    return definition.limits();
  }

  Decider<C, E, S> decider() {
    return definition.decider();
  }

  EventFamily<E> events() {
    return definition.events();
  }

  /** Whether events of this type are the decider's at all, in whatever version. */
  boolean reads(String type) {
    return types.contains(type);
  }

  void replayed(long events) {
    metrics.replayed(events);
  }

  void later(Runnable action) {
    context.runOnContext(go -> action.run());
  }

  Histories<E, S> histories() {
    return histories;
  }

  /** As {@link Histories#verify}; from any thread. */
  Future<Verified> verify(String stream) {
    Promise<Verified> verified = Promise.promise();
    context.runOnContext(go -> histories.verify(stream).onComplete(verified));
    return verified.future();
  }

  void conflict() {
    metrics.conflict();
  }

  /** The more often, the longer, and each for another time. */
  Future<Void> pause(int attempts) {
    int most = Math.min(MAX_PAUSE_MILLIS, 1 << Math.min(attempts, 10));
    int millis = ThreadLocalRandom.current().nextInt(most);
    if (millis == 0) {
      return Future.succeededFuture();
    }
    Promise<Void> rested = Promise.promise();
    vertx.setTimer(millis, timer -> rested.complete());
    return rested.future();
  }
}
