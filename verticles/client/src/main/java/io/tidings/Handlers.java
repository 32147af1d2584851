package io.tidings;

import io.tidings.consumers.Retry;
import io.tidings.consumers.engine.Delivery;
import io.tidings.consumers.engine.Work;
import io.tidings.model.RecordedEvent;
import io.tidings.model.UnknownEvent;
import io.tidings.wire.PayloadMismatch;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/** The handlers of a consumer, by event type, and what their failures mean. */
final class Handlers implements Work {

  /**
   * @param retry null for an outage
   */
  private record Rule(Retry retry) {}

  private final Tidings tidings;
  private final Map<String, Route> byType = new LinkedHashMap<>();
  private final Map<Class<? extends Throwable>, Rule> rules = new LinkedHashMap<>();
  private Route any;
  private boolean quietOnReplay;
  private int batch = 1;
  private Function<List<ConsumerContext>, Future<?>> batchHandler;

  Handlers(Tidings tidings) {
    this.tidings = tidings;
  }

  void add(String type, Route route) {
    if (byType.putIfAbsent(type, route) != null) {
      throw new IllegalStateException("the consumer has two handlers of " + type);
    }
  }

  void any(Route route) {
    any = route;
  }

  void batch(int most, Function<List<ConsumerContext>, Future<?>> handler) {
    batch = most;
    batchHandler = handler;
    any = new Route("batch handler", context -> handler.apply(List.of(context)));
  }

  void rule(Class<? extends Throwable> failure, Retry retry) {
    rules.putIfAbsent(failure, new Rule(retry));
  }

  void outage(Class<? extends Throwable> failure) {
    rules.putIfAbsent(failure, new Rule(null));
  }

  void quietOnReplay() {
    quietOnReplay = true;
  }

  private boolean isQuiet(Delivery delivery) {
    return delivery.dryRun() || delivery.replay() && quietOnReplay;
  }

  boolean none() {
    return byType.isEmpty() && any == null;
  }

  /** The event types that there are handlers of; empty for all. */
  String[] types() {
    return any == null ? byType.keySet().toArray(String[]::new) : new String[0];
  }

  @Override
  public Future<?> handle(Delivery delivery) {
    Route route = byType.getOrDefault(delivery.event().type(), any);
    return route == null
        ? Future.succeededFuture()
        : run(isQuiet(delivery), () -> route.handler().apply(context(delivery)));
  }

  @Override
  public int batch() {
    return batch;
  }

  @Override
  public Future<?> handle(List<Delivery> deliveries) {
    return run(
        isQuiet(deliveries.get(0)),
        () -> batchHandler.apply(deliveries.stream().map(this::context).toList()));
  }

  @Override
  public Retry retry(Throwable failure, Retry declared) {
    Throwable cause = unwrapped(failure);
    return rule(cause)
        .map(Rule::retry)
        .orElse(
            cause instanceof PayloadMismatch || cause instanceof UnknownEvent
                ? Retry.NONE
                : declared);
  }

  @Override
  public boolean isOutage(Throwable failure) {
    return rule(unwrapped(failure)).filter(rule -> rule.retry() == null).isPresent();
  }

  /** Which of the rules matches the class best was for the declarer to order: the first counts. */
  private Optional<Rule> rule(Throwable cause) {
    return rules.entrySet().stream()
        .filter(rule -> rule.getKey().isInstance(cause))
        .map(Map.Entry::getValue)
        .findFirst();
  }

  @Override
  public String handler(RecordedEvent event) {
    Route route = byType.getOrDefault(event.type(), any);
    return route == null ? "none" : route.name();
  }

  private ConsumerContext context(Delivery delivery) {
    return new ConsumerContext(tidings, tidings.store(), delivery, isQuiet(delivery));
  }

  private interface Call {
    Future<?> run();
  }

  private static Future<?> run(boolean quiet, Call call) {
    Future<?> outcome;
    try {
      outcome = Objects.requireNonNull(call.run(), "the handler answered null, no future");
    } catch (Throwable failure) {
      outcome = Future.failedFuture(failure);
    }
    return quiet ? outcome.otherwise(Handlers::expectQuiet) : outcome;
  }

  private static <T> T expectQuiet(Throwable failure) {
    if (unwrapped(failure) instanceof QuietReplay) {
      return null;
    }
    throw failure instanceof RuntimeException unchecked
        ? unchecked
        : new CompletionException(failure);
  }

  private static Throwable unwrapped(Throwable failure) {
    Throwable cause = failure;
    while ((cause instanceof CompletionException || cause instanceof ExecutionException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause;
  }
}
