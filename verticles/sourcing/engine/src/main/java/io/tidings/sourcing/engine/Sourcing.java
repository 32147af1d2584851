package io.tidings.sourcing.engine;

import io.tidings.Tidings;
import io.tidings.model.EventFamily;
import io.tidings.model.Filter;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Projection;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.commands.BusCommands;
import io.tidings.sourcing.commands.BusCommandsConfig;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.Commands;
import io.tidings.sourcing.sagas.SagaBuilder;
import io.tidings.sourcing.snapshots.BusSnapshots;
import io.tidings.sourcing.snapshots.MemorySnapshots;
import io.tidings.sourcing.snapshots.Snapshots;
import io.tidings.wire.EventJson;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;

/**
 * Runs deciders and has commands decided. The same whether everything runs in one process or on
 * many nodes. Thread-safe.
 */
public final class Sourcing {

  private static final Duration SNAPSHOT_PATIENCE = Duration.ofSeconds(2);

  private final Tidings tidings;
  private final Commands commands;
  private final Snapshots snapshots;

  private Sourcing(Tidings tidings, Commands commands, Snapshots snapshots) {
    this.snapshots = snapshots;
    this.tidings = tidings;
    this.commands = commands;
  }

  /** On the log and the bus of this node. */
  public static Sourcing of(Tidings tidings) {
    Vertx vertx = tidings.vertx();
    Snapshots alone = vertx.isClustered() ? Snapshots.none() : MemorySnapshots.of(vertx);
    return new Sourcing(
        tidings,
        new BusCommands(vertx, BusCommandsConfig.defaults()),
        new BusSnapshots(vertx, SNAPSHOT_PATIENCE, alone));
  }

  /**
   * The same, with snapshots kept there. By default they are kept by the persistence nodes, and
   * {@link Tidings#inProcess} by the memory of the process.
   */
  public Sourcing snapshots(Snapshots snapshots) {
    return new Sourcing(tidings, commands, snapshots);
  }

  Snapshots snapshots() {
    return snapshots;
  }

  Tidings tidings() {
    return tidings;
  }

  /**
   * Declares a decider; {@link DeciderBuilder#start} runs it.
   *
   * @param name that it goes by in the whole cluster: lower-case letters, digits and {@code . _ -}.
   *     The ids of its events follow from it: under another name commands that were carried out
   *     before are not known any more
   * @param commands a sealed family of records, each with a {@link io.tidings.sourcing.CommandType}
   * @param events as they are read; those of other families must not be in its streams
   * @throws IllegalArgumentException if the commands are no such family
   */
  public <C, E, S> DeciderBuilder<C, E, S> decider(
      String name, Class<C> commands, EventFamily<E> events, Decider<C, E, S> decider) {
    return new DeciderBuilder<>(
        this, Command.requireDecider(name), CommandTypes.of(commands), events, decider);
  }

  /** Declares a saga; {@link SagaBuilder#start} runs this node's share of it. */
  public <S> SagaBuilder<S> saga(Saga<S> saga) {
    return SagaBuilder.of(tidings, commands, saga);
  }

  /** Has commands decided, by this node if it runs their decider, otherwise by any that does. */
  public Commands commands() {
    return commands;
  }

  /**
   * What a stream amounts to, by all its events.
   *
   * @return fails with a {@link io.tidings.log.LogFailure}, or with what cannot be read: {@link
   *     io.tidings.model.UnknownEvent}, {@link io.tidings.wire.PayloadMismatch}
   */
  public <E, S> Future<S> ofStream(
      String stream, EventFamily<E> events, Projection<E, S> projection) {
    return new StreamReader<>(tidings.log(), events, projection, (page, fresh) -> {})
        .read(stream)
        .map(Loaded::state);
  }

  /**
   * Sums up what has happened, in the memory of this node: begins with the first event, follows the
   * log, and ends when it is closed or the verticle that has begun it is undeployed. If the log is
   * rolled back (L7) it begins anew.
   *
   * @param filter which events; if it names no types, those of the family
   * @return succeeds when it follows, which may be long before it has {@link
   *     LiveProjection#reached} the end; fails if the log cannot be read
   */
  public <E, S> Future<LiveProjection<S>> live(
      EventFamily<E> events, Filter filter, Projection<E, S> projection) {
    return LiveProjection.begin(tidings, events, filter, projection);
  }

  /**
   * A new command of the source of this node. Sent again it is the same command; made again it is
   * another.
   *
   * @param record with a {@link io.tidings.sourcing.CommandType}
   * @throws IllegalArgumentException if it has none, or the decider or the stream have an
   *     impossible name
   * @throws io.tidings.wire.PayloadMismatch if a component cannot be written as JSON
   */
  public Command command(String decider, String stream, Record record) {
    return command(decider, stream, record, tidings.newId());
  }

  /** The same, with an id that tells it from all others of this source. */
  public Command command(String decider, String stream, Record record, String id) {
    String type = CommandTypes.nameOf(record.getClass());
    NewEvent message =
        NewEvent.builder(id, tidings.source(), type).stream(stream)
            .subject(stream)
            .contentType(EventJson.CONTENT_TYPE)
            .data(EventJson.encode(record))
            .build();
    return new Command(decider, stream, message);
  }
}
