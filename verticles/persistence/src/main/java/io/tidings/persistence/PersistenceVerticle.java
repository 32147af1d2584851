package io.tidings.persistence;

import io.tidings.log.AppendsElsewhere;
import io.tidings.log.EventLog;
import io.tidings.log.LogFailure;
import io.tidings.log.bus.Addresses;
import io.tidings.log.bus.Refusals;
import io.tidings.model.Query;
import io.tidings.wire.AppendReply;
import io.tidings.wire.AppendRequest;
import io.tidings.wire.HeadRequest;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.VerticleBase;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Serves the log on the bus and announces what was recorded. Deploy one instance on a node: the bus
 * starves nodes with fewer consumers of an address. Several nodes may serve the same log.
 */
public final class PersistenceVerticle extends VerticleBase {

  private final EventLog log;
  private final AppendsElsewhere elsewhere;
  private final PersistenceConfig config;
  private final List<MessageConsumer<?>> consumers = new ArrayList<>();
  private GroupCommit commits;
  private Feed feed;

  /**
   * @param log the log itself, not one reached over the bus
   * @param elsewhere tells of appends by others, so that they are announced at once
   */
  public PersistenceVerticle(EventLog log, AppendsElsewhere elsewhere, PersistenceConfig config) {
    this.log = log;
    this.elsewhere = elsewhere;
    this.config = config;
  }

  /** For a log to which nobody else appends. */
  public PersistenceVerticle(EventLog log, PersistenceConfig config) {
    this(log, hint -> Future.succeededFuture(), config);
  }

  /** Fails if another node of the cluster serves another log. */
  @Override
  public Future<?> start() {
    return new SameLog(vertx, log).require().compose(same -> serve());
  }

  private Future<?> serve() {
    feed = new Feed(vertx, log);
    commits = new GroupCommit(vertx, log, config, feed::announce);
    vertx.setPeriodic(config.beaconInterval().toMillis(), tick -> feed.beacon());
    // Without a consumer of its own a node would look the address up anew for every frame.
    serve(Addresses.FEED, heard -> {});
    serve(Addresses.APPEND, request -> answer(request, AppendRequest.class, this::append));
    serve(Addresses.READ, request -> answer(request, Query.class, log::read));
    serve(Addresses.HEAD, request -> answer(request, HeadRequest.class, asked -> log.head()));
    return elsewhere
        .onAppend(() -> context.runOnContext(go -> feed.beacon()))
        .compose(
            observed -> Future.all(consumers.stream().map(MessageConsumer::completion).toList()))
        .onSuccess(registered -> feed.beacon());
  }

  /** Takes no more requests, and answers those that it has taken, within the deadline. */
  @Override
  public Future<?> stop() {
    return Future.join(consumers.stream().map(MessageConsumer::unregister).toList())
        .otherwiseEmpty()
        .compose(
            unregistered ->
                commits.drained().timeout(config.deadline().toMillis(), TimeUnit.MILLISECONDS))
        .otherwiseEmpty();
  }

  private void serve(String address, Handler<Message<Object>> handler) {
    consumers.add(vertx.eventBus().consumer(address, handler));
  }

  private Future<AppendReply> append(AppendRequest request) {
    return commits.append(request.appends()).map(AppendReply::new);
  }

  static <Q, R> void answer(Message<Object> request, Class<Q> type, Function<Q, Future<R>> work) {
    Future.succeededFuture(request)
        .map(Message::body)
        .compose(body -> type.isInstance(body) ? work.apply(type.cast(body)) : unknown(body))
        .onSuccess(request::reply)
        .onFailure(failure -> request.reply(Refusals.of(failure)));
  }

  private static <R> Future<R> unknown(Object body) {
    return Future.failedFuture(
        new LogFailure.Invalid("this version does not know the request " + body));
  }
}
