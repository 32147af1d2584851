package io.tidings.sourcing.snapshots;

import io.tidings.log.bus.Lasting;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.tidings.wire.Refusal;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.ReplyException;
import io.vertx.core.eventbus.ReplyFailure;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Snapshots as reached over the bus. A call is made once: who waits long for a snapshot has none.
 * While no node keeps any there are none, or those of a place that was given for that case.
 */
public final class BusSnapshots implements Snapshots {

  private final Vertx vertx;
  private final Lasting lasting;
  private final Duration patience;
  private final Snapshots otherwise;

  /**
   * @param patience how long an answer is waited for
   */
  public BusSnapshots(Vertx vertx, Duration patience) {
    this(vertx, patience, Snapshots.none());
  }

  /**
   * @param patience how long an answer is waited for
   * @param otherwise where snapshots are while no node keeps any
   */
  public BusSnapshots(Vertx vertx, Duration patience, Snapshots otherwise) {
    this.vertx = vertx;
    this.lasting = new Lasting(vertx);
    this.patience = patience;
    this.otherwise = otherwise;
  }

  @Override
  public Future<Optional<Snapshot>> load(String decider, String stream) {
    return ask(
        SnapshotCalls.load(decider, stream),
        SnapshotCalls::found,
        () -> otherwise.load(decider, stream));
  }

  @Override
  public Future<Void> save(Snapshot snapshot) {
    return ask(SnapshotCalls.save(snapshot), answer -> null, () -> otherwise.save(snapshot));
  }

  @Override
  public Future<Void> delete(String decider, String stream) {
    return ask(
        SnapshotCalls.delete(decider, stream),
        answer -> null,
        () -> otherwise.delete(decider, stream));
  }

  private <T> Future<T> ask(
      Call call, Function<Answer, T> reading, Supplier<Future<T>> withoutAnswer) {
    return ask(call)
        .compose(
            answer ->
                answer.isPresent()
                    ? Future.succeededFuture(reading.apply(answer.get()))
                    : withoutAnswer.get());
  }

  /** Empty if nobody is there. */
  private Future<Optional<Answer>> ask(Call call) {
    return lasting.call(
        () ->
            vertx
                .eventBus()
                .request(
                    SnapshotCalls.ADDRESS,
                    call,
                    new DeliveryOptions().setSendTimeout(patience.toMillis()))
                .map(Message::body)
                .map(BusSnapshots::understood)
                .recover(
                    failure ->
                        isNobodyThere(failure)
                            ? Future.succeededFuture(Optional.empty())
                            : Future.failedFuture(failure)));
  }

  private static Optional<Answer> understood(Object reply) {
    if (reply instanceof Answer answer) {
      return Optional.of(answer);
    }
    throw new IllegalStateException(
        reply instanceof Refusal refusal
            ? refusal.detail()
            : "snapshots were answered with what this version cannot read");
  }

  private static boolean isNobodyThere(Throwable failure) {
    return failure instanceof ReplyException reply
        && reply.failureType() == ReplyFailure.NO_HANDLERS;
  }
}
