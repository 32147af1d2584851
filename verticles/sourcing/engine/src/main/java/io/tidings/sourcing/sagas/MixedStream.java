package io.tidings.sourcing.sagas;

import io.tidings.sourcing.Saga;

/**
 * The stream of an instance is somebody else's too, and recording steps in it would keep that
 * other's decider from reading it, for good (L8).
 */
final class MixedStream extends IllegalStateException {

  private static final long serialVersionUID = 1;

  private MixedStream(Saga<?> saga, String stream, String why) {
    super(
        "saga %s records no step in stream %s, %s: give the saga another name, that is no category"
            .formatted(saga.name(), stream, why));
  }

  static MixedStream holding(Saga<?> saga, String stream, String type) {
    return new MixedStream(saga, stream, "which has an event of another's, " + type);
  }

  static MixedStream sentTo(Saga<?> saga, String stream, String command) {
    return new MixedStream(saga, stream, "which the step itself sends " + command + " to");
  }
}
