package io.tidings.log.tail;

import io.tidings.log.LogFailure;
import io.tidings.model.Frame;

/** Hears what a node's tail has verified. Called on the context on which it was registered. */
interface TailListener {

  /** Frames join each other, unless some were left out because the listener was slow. */
  void frame(Frame frame);

  /** The log was rolled back; what lies behind the position to go back to no longer holds. */
  void rolledBack(LogFailure.CursorLost lost);
}
