package io.tidings.sourcing.engine;

import io.tidings.model.Extensions;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.commands.Command;
import io.tidings.wire.EventJson;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The events of one command's decision. Their ids follow from the command's source and id, whatever
 * is decided, wherever: by them the log knows a command that is sent again (L5).
 */
final class CommandEvents {

  private static final String PROBE = "tidings.probe";
  private static final int TIME_ORDERED = 7;

  private final Command command;
  private final NewEvent message;
  private final InstantSource clock;
  private final Instant time;
  private String hash;

  /**
   * @param clock what the events are stamped by
   */
  CommandEvents(Command command, InstantSource clock) {
    this.command = command;
    this.clock = clock;
    this.message = command.message();
    this.time = timeOf(message.id());
  }

  /** The same on every node. */
  static String sourceOf(String decider) {
    return "/deciders/" + decider;
  }

  String source() {
    return sourceOf(command.decider());
  }

  String id(int index) {
    return EventJson.derivedId(
        time, command.decider(), message.source(), message.id(), Integer.toString(index));
  }

  <E> List<NewEvent> of(List<E> decided) {
    List<NewEvent> events = new ArrayList<>(decided.size());
    for (E event : decided) {
      events.add(event(event, events.size()));
    }
    return events;
  }

  /** Never recorded: who asks with it learns of the first event of this command. */
  NewEvent probe() {
    return NewEvent.builder(id(0), source(), PROBE).stream(command.stream()).build();
  }

  /**
   * Whether the event, which has the id of one of this command, may be of it: not if it is of
   * another command of the same id. Events of earlier versions do not say.
   */
  boolean mayBeOf(NewEvent event) {
    String theirs = event.extension(Extensions.COMMAND_HASH);
    return theirs == null || theirs.equals(hash());
  }

  private String hash() {
    if (hash == null) {
      hash = CommandHash.of(message);
    }
    return hash;
  }

  private NewEvent event(Object event, int index) {
    String story = message.correlationId();
    return EventJson.event(event, source(), id(index), clock.instant()).stream(command.stream())
        .subject(command.stream())
        .extension(Extensions.CORRELATION_ID, story == null ? message.id() : story)
        .extension(Extensions.CAUSATION_ID, message.id())
        .extension(Extensions.TRACEPARENT, message.traceparent())
        .extension(Extensions.TRACESTATE, message.extension(Extensions.TRACESTATE))
        .extension(Extensions.COMMAND_HASH, hash())
        .build();
  }

  /**
   * Ids that sort by time are kept near each other by the log's index. The time of the command will
   * not do: it may differ when it is sent again.
   */
  private static Instant timeOf(String id) {
    try {
      UUID uuid = UUID.fromString(id);
      return uuid.version() == TIME_ORDERED
          ? Instant.ofEpochMilli(uuid.getMostSignificantBits() >>> 16)
          : Instant.EPOCH;
    } catch (IllegalArgumentException none) {
      return Instant.EPOCH;
    }
  }
}
