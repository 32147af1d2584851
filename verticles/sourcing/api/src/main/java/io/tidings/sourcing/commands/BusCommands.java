package io.tidings.sourcing.commands;

import io.tidings.log.bus.Attempts;
import io.tidings.wire.CommandReply;
import io.tidings.wire.CommandRequest;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has commands decided over the bus: by this node if it runs the decider, where they pass by
 * reference, otherwise by any that does. A command that is not answered in time is sent again until
 * the deadline, which its id makes safe; it may therefore be answered as a duplicate of itself.
 */
public final class BusCommands implements Commands {

  private final Vertx vertx;
  private final Attempts attempts;
  private final BusCommandsConfig config;
  private final AtomicInteger inFlight = new AtomicInteger();

  public BusCommands(Vertx vertx, BusCommandsConfig config) {
    this.vertx = vertx;
    this.attempts = new Attempts(vertx, CommandFailure.Unavailable.class);
    this.config = config;
  }

  @Override
  public Future<CommandOutcome> send(Command command) {
    if (inFlight.incrementAndGet() > config.maxInFlight()) {
      inFlight.decrementAndGet();
      return Future.failedFuture(
          new CommandFailure.Overloaded(
              config.maxInFlight() + " commands are waiting for an answer: send it later"));
    }
    long now = System.nanoTime();
    long patience = now + config.patience().toNanos();
    Sent sent = new Sent(CommandAddresses.of(command.decider()), CommandMessages.request(command));
    return attempts
        .until(
            now + config.deadline().toNanos(),
            (failure, unknown) -> isRepeatable(failure, unknown, patience),
            first -> first ? nearby(sent) : attempt(sent, false))
        .onComplete(done -> inFlight.decrementAndGet());
  }

  private record Sent(String address, CommandRequest request) {}

  /** By this node if it runs the decider, otherwise by any. */
  private Future<CommandOutcome> nearby(Sent sent) {
    return attempt(sent, true)
        .recover(
            failure ->
                failure instanceof CommandFailure.UnknownDecider
                    ? attempt(sent, false)
                    : Future.failedFuture(failure));
  }

  /**
   * @param here whether to look on this node alone
   */
  private Future<CommandOutcome> attempt(Sent sent, boolean here) {
    DeliveryOptions delivery =
        new DeliveryOptions().setSendTimeout(config.attemptTimeout().toMillis()).setLocalOnly(here);
    return vertx
        .eventBus()
        .request(sent.address(), sent.request(), delivery)
        .map(Message::body)
        .transform(
            answered ->
                answered.succeeded()
                    ? understand(sent, answered.result())
                    : Future.failedFuture(unanswered(sent, answered.cause())));
  }

  private static Future<CommandOutcome> understand(Sent sent, Object reply) {
    if (reply instanceof CommandReply decided) {
      return Future.succeededFuture(CommandMessages.outcome(decided));
    }
    if (reply instanceof Refusal refusal) {
      return Future.failedFuture(CommandMessages.failure(refusal));
    }
    return Future.failedFuture(
        new CommandFailure.Unavailable(
            sent.address() + " answered with what this version cannot read", null));
  }

  /**
   * @param patience until when a decider that nobody runs is looked for
   */
  private static boolean isRepeatable(Throwable failure, boolean unknown, long patience) {
    if (failure instanceof CommandFailure.Invalid) {
      return false;
    }
    return unknown
        || failure instanceof CommandFailure.UnknownDecider && System.nanoTime() - patience < 0;
  }

  private static CommandFailure unanswered(Sent sent, Throwable failure) {
    String decider = sent.request().decider();
    if (failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS) {
      return new CommandFailure.UnknownDecider(
          "no node runs the decider '" + decider + "': start one that does, or mend the name");
    }
    return new CommandFailure.Unavailable(
        "the decider '" + decider + "' did not answer (" + failure.getMessage() + ")", failure);
  }
}
