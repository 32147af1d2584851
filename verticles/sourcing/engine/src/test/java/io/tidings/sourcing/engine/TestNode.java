package io.tidings.sourcing.engine;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.tidings.log.EventLog;
import io.tidings.model.NewEvent;
import io.tidings.model.Query;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** One node that runs the decider of orders, with a cache of its own. */
final class TestNode {

  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final Runner<Orders.Command, Orders.Event, Orders.State> runner;

  TestNode(Vertx vertx, EventLog log) {
    this(vertx, log, Snapshots.none(), null, DeciderLimits.defaults());
  }

  TestNode(
      Vertx vertx,
      EventLog log,
      Snapshots snapshots,
      Keeper.Plan<Orders.State> plan,
      DeciderLimits limits) {
    runner =
        new Runner<>(
            vertx,
            log,
            snapshots,
            new Definition<>(
                "orders",
                CommandTypes.of(Orders.Command.class),
                Orders.EVENTS,
                new Orders(),
                plan,
                limits),
            new CommandMetrics(meters, "orders"));
  }

  static Command command(String stream, Record record) {
    return command(stream, record, EventJson.newId());
  }

  static Command command(String stream, Record record, String id) {
    return new Command(
        "orders",
        stream,
        NewEvent.builder(id, "/test", CommandTypes.nameOf(record.getClass())).stream(stream)
            .data(EventJson.encode(record))
            .build());
  }

  CommandOutcome send(String stream, Record record) {
    return send(command(stream, record));
  }

  CommandOutcome send(Command command) {
    return runner.send(command).await();
  }

  double count(String meter, String tag, String value) {
    return meters.find("tidings.decider." + meter).tag(tag, value).counter().count();
  }

  static List<RecordedEvent> stream(EventLog log, String stream) {
    List<RecordedEvent> events = new ArrayList<>();
    boolean end = false;
    while (!end) {
      var page = log.read(Query.stream(stream, events.size(), Query.MAX_LIMIT)).await();
      events.addAll(page.events());
      end = page.end();
    }
    return events;
  }

  /** So many at once send all of the commands, each to its node. */
  static List<CommandOutcome> all(int writers, List<Sent> commands) {
    List<CommandOutcome> outcomes = new ArrayList<>();
    Iterator<Sent> rest = commands.iterator();
    List<Future<Void>> working = new ArrayList<>();
    for (int writer = 0; writer < writers; writer++) {
      Promise<Void> done = Promise.promise();
      next(rest, outcomes, done);
      working.add(done.future());
    }
    Future.all(working).await();
    return outcomes;
  }

  record Sent(TestNode to, Command command) {}

  private static void next(Iterator<Sent> rest, List<CommandOutcome> outcomes, Promise<Void> done) {
    Sent next;
    synchronized (outcomes) {
      next = rest.hasNext() ? rest.next() : null;
    }
    if (next == null) {
      done.tryComplete();
      return;
    }
    next.to()
        .runner
        .send(next.command())
        .onFailure(done::tryFail)
        .onSuccess(
            outcome -> {
              synchronized (outcomes) {
                outcomes.add(outcome);
              }
              next(rest, outcomes, done);
            });
  }
}
