package io.tidings.sourcing.sagas;

import io.tidings.Consumer;
import io.tidings.sourcing.Saga;
import io.tidings.sourcing.SagaState;
import io.vertx.core.Future;
import java.util.Optional;

/** This node's part in a saga, until it is stopped or its verticle undeployed. Thread-safe. */
public final class RunningSaga<S> {

  private final Saga<S> saga;
  private final Instances<S> instances;
  private final Consumer reactions;
  private final Consumer steps;

  RunningSaga(Saga<S> saga, Instances<S> instances, Consumer reactions, Consumer steps) {
    this.saga = saga;
    this.instances = instances;
    this.reactions = reactions;
    this.steps = steps;
  }

  /**
   * Where the instance of this key is, as the log has it; nothing if there is none. Its commands
   * are not records of the author's.
   */
  public Future<Optional<SagaState<S>>> instance(String key) {
    return instances.load(saga.stream(key)).map(loaded -> Optional.ofNullable(loaded.state()));
  }

  /** Finishes what is in work; other nodes go on. May be repeated. */
  public Future<Void> stop() {
    return Future.join(reactions.stop(), steps.stop()).mapEmpty();
  }
}
