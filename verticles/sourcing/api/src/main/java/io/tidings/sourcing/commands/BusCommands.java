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
 * What a node cannot read, another one may, while versions are renewed: that is tried, and not for
 * long.
 */
public final class BusCommands implements Commands {

  /** The first, and two that the bus chooses in turn: they are not both the same again. */
  private static final int NODES_THAT_CANNOT_READ = 3;

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
    Patience patience =
        new Patience(
            now + config.patience().toNanos(), vertx.isClustered() ? NODES_THAT_CANNOT_READ : 1);
    Sent sent = new Sent(CommandAddresses.of(command.decider()), CommandMessages.request(command));
    return attempts
        .until(
            now + config.deadline().toNanos(),
            patience::isWorthAnother,
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

  /** Which failures of one command are worth another attempt; asked after one at a time. */
  private static final class Patience {

    private final long untilKnown;
    private int unable;

    /**
     * @param untilKnown until when a decider that nobody runs is looked for
     * @param unable how often an answer may be that a node cannot read what is recorded
     */
    Patience(long untilKnown, int unable) {
      this.untilKnown = untilKnown;
      this.unable = unable;
    }

    /**
     * @param unknown whether an attempt may still be carried out
     */
    boolean isWorthAnother(Throwable failure, boolean unknown) {
      if (failure instanceof CommandFailure.Invalid) {
        return false;
      }
      if (failure instanceof CommandFailure.Unreadable) {
        return --unable > 0 || unknown;
      }
      return unknown
          || failure instanceof CommandFailure.UnknownDecider && System.nanoTime() - untilKnown < 0;
    }
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
