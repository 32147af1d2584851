package io.tidings.sourcing.engine;

import io.tidings.sourcing.commands.CommandAddresses;
import io.tidings.sourcing.commands.CommandFailure;
import io.tidings.sourcing.commands.CommandMessages;
import io.tidings.wire.CommandRequest;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Takes commands from the bus. One for each decider of a node. */
final class DeciderVerticle extends VerticleBase {

  private static final String RUNNING = "tidings.deciders";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Supplier<Runner<?, ?, ?>> runners;
  private Runner<?, ?, ?> runner;
  private MessageConsumer<Object> commands;

  /**
   * @param runners called once, on the event loop of this verticle
   */
  DeciderVerticle(String name, Supplier<Runner<?, ?, ?>> runners) {
    this.name = name;
    this.runners = runners;
  }

  Future<Verified> verify(String stream) {
    return runner.verify(stream);
  }

  /** Two consumers on one node would starve the others, of which each has one. */
  @Override
  public Future<?> start() {
    if (vertx.sharedData().<String, Boolean>getLocalMap(RUNNING).putIfAbsent(name, true) != null) {
      return Future.failedFuture(
          new IllegalStateException("the decider '" + name + "' runs on this node already"));
    }
    return Future.succeededFuture().compose(free -> begin()).onFailure(failure -> forget());
  }

  private Future<Void> begin() {
    runner = runners.get();
    commands = vertx.eventBus().consumer(CommandAddresses.of(name), this::take);
    return commands.completion();
  }

  private void forget() {
    vertx.sharedData().getLocalMap(RUNNING).remove(name);
  }

  /** Takes no more commands, and answers those that it has taken. */
  @Override
  public Future<?> stop() {
    return commands
        .unregister()
        .otherwiseEmpty()
        .onComplete(gone -> forget())
        .compose(unregistered -> runner.stop())
        .timeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  private void take(Message<Object> message) {
    Future.succeededFuture(message)
        .map(Message::body)
        .compose(
            body ->
                body instanceof CommandRequest request
                    ? runner.send(CommandMessages.command(request))
                    : Future.failedFuture(
                        new CommandFailure.Invalid(
                            "this version does not know what is asked of the decider " + name)))
        .map(CommandMessages::reply)
        .onSuccess(message::reply)
        .onFailure(failure -> message.reply(CommandMessages.refusal(failure)));
  }
}
