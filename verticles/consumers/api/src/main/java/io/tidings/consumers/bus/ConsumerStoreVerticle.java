package io.tidings.consumers.bus;

import io.tidings.consumers.ConsumerFailure;
import io.tidings.consumers.ConsumerStore;
import io.tidings.wire.Answer;
import io.tidings.wire.Call;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Serves a store on the bus. Deploy one instance on a node: the bus starves nodes with fewer
 * consumers of an address. Several nodes may serve the same store.
 */
public final class ConsumerStoreVerticle extends VerticleBase {

  private final ConsumerStore store;
  private final Duration patience;
  private final Promise<Void> drained = Promise.promise();
  private MessageConsumer<Object> calls;
  private boolean stopping;
  private int inWork;

  /**
   * @param store the store itself, not one reached over the bus
   * @param patience how long {@link #stop} waits for the answers to what was taken
   */
  public ConsumerStoreVerticle(ConsumerStore store, Duration patience) {
    this.store = store;
    this.patience = patience;
  }

  @Override
  public Future<?> start() {
    calls = vertx.eventBus().consumer(ConsumerAddresses.STORE, this::answer);
    return calls.completion();
  }

  /** Takes no more calls, and answers those that it has taken. */
  @Override
  public Future<?> stop() {
    return calls
        .unregister()
        .otherwiseEmpty()
        .compose(unregistered -> drained())
        .timeout(patience.toMillis(), TimeUnit.MILLISECONDS)
        .otherwiseEmpty();
  }

  private Future<Void> drained() {
    stopping = true;
    finish(0);
    return drained.future();
  }

  private void finish(int calls) {
    inWork -= calls;
    if (stopping && inWork == 0) {
      drained.tryComplete();
    }
  }

  private void answer(Message<Object> request) {
    inWork++;
    Future.succeededFuture(request)
        .map(Message::body)
        .compose(this::carryOut)
        .map(Answer::of)
        .onSuccess(request::reply)
        .onFailure(failure -> request.reply(Refusals.of(failure)))
        .onComplete(done -> context.runOnContext(turn -> finish(1)));
  }

  private Future<?> carryOut(Object body) {
    if (body instanceof Call call) {
      Operation<?, ?> operation = Operation.named(call.operation());
      return operation == null ? unknown(call.operation()) : carryOut(operation, call);
    }
    return unknown(body);
  }

  private <Q, R> Future<R> carryOut(Operation<Q, R> operation, Call call) {
    return operation.method().apply(store, call.body(operation.request()));
  }

  private static Future<?> unknown(Object asked) {
    return Future.failedFuture(
        new ConsumerFailure.Invalid(
            "this version does not know what '" + asked + "' asks of consumers"));
  }
}
