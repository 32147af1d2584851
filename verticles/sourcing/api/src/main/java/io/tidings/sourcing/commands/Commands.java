package io.tidings.sourcing.commands;

import io.vertx.core.Future;

/**
 * Has commands decided, wherever their decider runs. Methods may be called from any thread, never
 * block, and complete on the caller's Vert.x context when it has one.
 */
public interface Commands {

  /**
   * Has the command decided and its events recorded, all or none (L1). A command is known by its
   * source and id: sent again, also long after, it changes nothing and is answered as the first
   * time. One that was rejected, or accepted without events, has left no trace and is decided anew.
   *
   * @return fails with a {@link CommandFailure}, which says what to do next
   */
  Future<CommandOutcome> send(Command command);
}
