package io.tidings.sourcing.engine;

import io.tidings.Tidings;
import io.tidings.model.EventFamily;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Decider;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.commands.BusCommands;
import io.tidings.sourcing.commands.BusCommandsConfig;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.Commands;
import io.tidings.sourcing.sagas.SagaBuilder;
import io.tidings.wire.EventJson;

/**
 * Runs deciders and has commands decided. The same whether everything runs in one process or on
 * many nodes. Thread-safe.
 */
public final class Sourcing {

  private final Tidings tidings;
  private final Commands commands;

  private Sourcing(Tidings tidings, Commands commands) {
    this.tidings = tidings;
    this.commands = commands;
  }

  /** On the log and the bus of this node. */
  public static Sourcing of(Tidings tidings) {
    return new Sourcing(tidings, new BusCommands(tidings.vertx(), BusCommandsConfig.defaults()));
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
   * A new command of the source of this node. Sent again it is the same command; made again it is
   * another.
   *
   * @param record with a {@link io.tidings.sourcing.CommandType}
   * @throws IllegalArgumentException if it has none, or the decider or the stream have an
   *     impossible name
   * @throws io.tidings.wire.PayloadMismatch if a component cannot be written as JSON
   */
  public Command command(String decider, String stream, Record record) {
    return command(decider, stream, record, EventJson.newId());
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
