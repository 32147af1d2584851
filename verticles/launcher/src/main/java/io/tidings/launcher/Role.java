package io.tidings.launcher;

import io.tidings.launcher.config.Section;
import io.vertx.core.Future;
import java.util.List;

/**
 * A part that a node can play: the gateway, the persistence of the log, somebody's own. The
 * launcher makes one instance by its constructor without arguments, which does nothing.
 *
 * @param <C> the record its section of the configuration is read into; every component carries
 *     {@link io.tidings.config.Setting}
 */
public interface Role<C extends Record> {

  /** The section of the configuration, and the name in messages: lower-case words and hyphens. */
  String name();

  Class<C> settings();

  /** Sections beside its own that the role reads from {@link Node#configuration()}. */
  default List<Section<?>> furtherSections() {
    return List.of();
  }

  /**
   * Whether this node then serves the log itself. Such roles start first and stop last, and the
   * node's {@link Node#log()} does not leave the JVM.
   */
  default boolean hostsLog() {
    return false;
  }

  /**
   * Starts the role. Called once, on the launcher's own event loop, which must not be blocked.
   *
   * @return fails if the role cannot do its work, with a message that tells an operator what to do;
   *     whatever it had started by then, it has stopped: {@link Started#stop()} is for roles that
   *     did start
   */
  Future<Started> start(Node node, C settings);
}
