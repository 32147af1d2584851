package io.tidings.sourcing.sagas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.CommandTypes;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaCommand;
import io.tidings.sourcing.SagaState;
import io.tidings.wire.EventJson;
import java.lang.reflect.RecordComponent;

/** States of a saga as the log has them, both ways. */
final class Codec<S> {

  private final Class<S> state;

  Codec(Saga<S> saga) {
    this.state = saga.state();
  }

  Records.Stepped record(String key, SagaState<S> at, RecordedEvent cause) {
    return new Records.Stepped(
        key,
        at.number(),
        at.step(),
        json(at.state()),
        at.ended(),
        at.commands().stream().map(Codec::sent).toList(),
        at.pending().stream().map(Codec::timeout).toList(),
        at.cancelled().stream().map(Codec::timeout).toList(),
        at.undo().stream()
            .map(one -> new Records.Undo(sent(one.command()), one.step(), one.sent()))
            .toList(),
        new Records.Cause(cause.type(), cause.source(), cause.id()),
        at.seen().stream().map(one -> new Records.Seen(one.stream(), one.version())).toList(),
        at.undoes());
  }

  /** What a recorded step has led to. Its commands are {@link Records.Sent}. */
  SagaState<S> state(RecordedEvent step) {
    Records.Stepped stepped = stepped(step);
    return whole(stepped, state(stepped.state())).recordedAt(step.recordedAt());
  }

  /** The same without the author's state, which may be of a shape that is unknown here. */
  static SagaState<JsonNode> bare(RecordedEvent step) {
    Records.Stepped stepped = stepped(step);
    return whole(stepped, stepped.state()).recordedAt(step.recordedAt());
  }

  private static Records.Stepped stepped(RecordedEvent step) {
    return EventJson.decode(step.data(), Records.Stepped.class);
  }

  private static <T> SagaState<T> whole(Records.Stepped stepped, T state) {
    return new SagaState<>(
        stepped.number(),
        stepped.step(),
        state,
        stepped.commands().stream().map(Codec::command).toList(),
        stepped.undoes(),
        stepped.pending().stream().map(Codec::timeout).toList(),
        stepped.cancelled().stream().map(Codec::timeout).toList(),
        stepped.undo().stream()
            .map(one -> new SagaState.Undo(command(one.command()), one.step(), one.sent()))
            .toList(),
        stepped.ended(),
        stepped.seen().stream()
            .map(one -> new SagaState.Cause(one.stream(), one.version()))
            .toList());
  }

  static Records.Sent sent(SagaCommand command) {
    return command.message() instanceof Records.Sent known
        ? known
        : new Records.Sent(
            command.decider(),
            command.stream(),
            CommandTypes.nameOf(command.message().getClass()),
            json(command.message()));
  }

  private static SagaCommand command(Records.Sent sent) {
    return new SagaCommand(sent.decider(), sent.stream(), sent);
  }

  private static Records.Timeout timeout(SagaState.Timeout one) {
    return new Records.Timeout(one.name(), one.step(), one.after(), one.due());
  }

  private static SagaState.Timeout timeout(Records.Timeout one) {
    return new SagaState.Timeout(one.name(), one.step(), one.after(), one.due());
  }

  private S state(JsonNode json) {
    return EventJson.decode(EventJson.encode(filled(json)), state);
  }

  /**
   * A number that the state's record has had only since later is 0, as a field of a class would be;
   * a text or a record is null.
   */
  private JsonNode filled(JsonNode json) {
    if (!(json instanceof ObjectNode object) || !state.isRecord()) {
      return json;
    }
    ObjectNode filled = object.deepCopy();
    for (RecordComponent component : state.getRecordComponents()) {
      Class<?> type = component.getType();
      if (type.isPrimitive() && type != char.class && !filled.hasNonNull(component.getName())) {
        if (type == boolean.class) {
          filled.put(component.getName(), false);
        } else {
          filled.put(component.getName(), 0);
        }
      }
    }
    return filled;
  }

  private static JsonNode json(Object value) {
    return EventJson.decode(EventJson.encode(value), JsonNode.class);
  }
}
