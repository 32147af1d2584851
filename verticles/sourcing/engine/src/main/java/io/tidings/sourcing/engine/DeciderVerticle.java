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

/** Takes commands from the bus. One for each decider of a node. */
final class DeciderVerticle extends VerticleBase {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final String name;
  private final Runner<?, ?, ?> runner;
  private MessageConsumer<Object> commands;

  DeciderVerticle(String name, Runner<?, ?, ?> runner) {
    this.name = name;
    this.runner = runner;
  }

  @Override
  public Future<?> start() {
    commands = vertx.eventBus().consumer(CommandAddresses.of(name), this::take);
    return commands.completion();
  }

  /** Takes no more commands, and answers those that it has taken. */
  @Override
  public Future<?> stop() {
    return commands
        .unregister()
        .otherwiseEmpty()
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
