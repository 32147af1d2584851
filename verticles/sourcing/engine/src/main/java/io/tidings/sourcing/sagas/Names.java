package io.tidings.sourcing.sagas;

import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaState.Timeout;
import io.tidings.wire.EventJson;

/**
 * What goes by which name. Ids are derived from what they follow, so that whoever does something
 * again, on whichever node, does nothing new (L5).
 */
final class Names {

  private final Saga<?> saga;

  Names(Saga<?> saga) {
    this.saga = saga;
  }

  /** The same on every node, as the ids are. */
  String source() {
    return "/sagas/" + saga.name();
  }

  String stepped() {
    return saga.name() + ".saga-stepped";
  }

  String timedOut() {
    return saga.name() + ".saga-timed-out";
  }

  String rejected() {
    return saga.name() + ".saga-command-rejected";
  }

  /** Whether an event of this type in an instance's stream is the saga's. */
  boolean isOwn(String type) {
    return type.equals(stepped()) || type.equals(timedOut()) || type.equals(rejected());
  }

  /** The consumer that reacts to events. */
  String reactions() {
    return "saga." + saga.name() + ".reactions";
  }

  /** The consumer that does what steps say. */
  String steps() {
    return "saga." + saga.name() + ".steps";
  }

  String stepId(RecordedEvent cause, String key, int index) {
    return EventJson.derivedId(
        cause.recordedAt(), stepped(), key, cause.source(), cause.id(), Integer.toString(index));
  }

  String commandId(RecordedEvent step, int index) {
    return EventJson.derivedId(
        step.recordedAt(), "command", step.source(), step.id(), Integer.toString(index));
  }

  String rejectionId(RecordedEvent step, int index) {
    return EventJson.derivedId(
        step.recordedAt(), rejected(), step.source(), step.id(), Integer.toString(index));
  }

  /** Of the scheduled append, and of its event. */
  String timeoutId(String stream, Timeout timeout) {
    return EventJson.derivedId(
        timeout.due(), timedOut(), stream, Long.toString(timeout.step()), timeout.name());
  }
}
