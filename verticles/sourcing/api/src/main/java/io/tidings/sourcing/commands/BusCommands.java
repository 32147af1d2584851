package io.tidings.sourcing.commands;

import io.tidings.log.bus.Lasting;
import io.tidings.wire.CommandReply;
import io.tidings.wire.CommandRequest;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Has commands decided over the bus: by this node if it runs the decider, where they pass by
 * reference, otherwise by any that does. A command that is not answered in time is sent again until
 * the deadline, which its id makes safe; it may therefore be answered as a duplicate of itself.
 */
public final class BusCommands implements Commands {

  private static final int MIN_PAUSE_MILLIS = 10;
  private static final int MAX_PAUSE_MILLIS = 100;

  private final Vertx vertx;
  private final Lasting lasting;
  private final BusCommandsConfig config;
  private final AtomicInteger inFlight = new AtomicInteger();

  public BusCommands(Vertx vertx, BusCommandsConfig config) {
    this.vertx = vertx;
    this.lasting = new Lasting(vertx);
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
    Sent sent =
        new Sent(
            CommandAddresses.of(command.decider()),
            CommandMessages.request(command),
            now + config.patience().toNanos(),
            now + config.deadline().toNanos());
    return lasting
        .call(() -> attempt(sent, true, null))
        .onComplete(done -> inFlight.decrementAndGet());
  }

  /**
   * @param patience until when a decider that nobody runs is looked for
   */
  private record Sent(String address, CommandRequest request, long patience, long deadline) {}

  /**
   * @param here whether to look on this node alone
   * @param unknown why the outcome of an attempt before is unknown; null if there was none such
   */
  private Future<CommandOutcome> attempt(
      Sent sent, boolean here, CommandFailure.Unavailable unknown) {
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
                    : Future.failedFuture(unanswered(sent, answered.cause())))
        .recover(failure -> again(sent, here, unknown, failure));
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

  /** One that was not answered may still be carried out: a later refusal says nothing of it. */
  private Future<CommandOutcome> again(
      Sent sent, boolean here, CommandFailure.Unavailable before, Throwable failure) {
    if (here && failure instanceof CommandFailure.UnknownDecider) {
      return attempt(sent, false, before);
    }
    CommandFailure.Unavailable unknown =
        failure instanceof CommandFailure.Unavailable unavailable ? unavailable : before;
    boolean nobody = failure instanceof CommandFailure.UnknownDecider;
    if (failure instanceof CommandFailure.Invalid || unknown == null && !nobody) {
      return Future.failedFuture(failure);
    }
    long until = unknown == null ? sent.patience() : sent.deadline();
    if (System.nanoTime() - until >= 0) {
      return Future.failedFuture(unknown == null ? failure : unknown);
    }
    long millis = ThreadLocalRandom.current().nextInt(MIN_PAUSE_MILLIS, MAX_PAUSE_MILLIS);
    return vertx.timer(millis).compose(rested -> attempt(sent, false, unknown));
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
