package io.tidings.consumers.pull;

import io.tidings.consumers.Definition;
import io.tidings.consumers.Definitions;
import io.tidings.consumers.bus.ConsumerAddresses;
import io.tidings.consumers.bus.OfferHints;
import io.tidings.consumers.engine.ConsumerEngine;
import io.tidings.consumers.engine.Host;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does the node's share of the work of every consumer that is pulled from: offers its events, and
 * learns what became of them. Consumers are found in the store, where they are declared over HTTP.
 * Deploy one on each node that reaches the store directly; they share the segments.
 */
public final class PullHost extends VerticleBase {

  private static final Logger LOG = LoggerFactory.getLogger(PullHost.class);

  /** For hints that were lost, and stores that could not be reached. */
  private static final long LOOK_MILLIS = 3000;

  private record Hosted(Definition definition, PullWork work, Future<ConsumerEngine> engine) {}

  private final Host host;
  private final Map<String, Hosted> hosted = new HashMap<>();
  private final Set<String> leaving = new HashSet<>();
  private OfferHints hints;
  private boolean looking;
  private boolean again;
  private boolean stopping;

  public PullHost(Host host) {
    this.host = host;
  }

  /** Begins at once; a store that cannot be reached is asked again. */
  @Override
  public Future<?> start() {
    hints = new OfferHints(vertx);
    hints.onSettled(
        consumer -> {
          Hosted known = hosted.get(consumer);
          if (known != null) {
            known.work().look();
          }
        });
    vertx.eventBus().consumer(ConsumerAddresses.HINTS, hint -> look());
    vertx.setPeriodic(
        LOOK_MILLIS,
        tick -> {
          // A store that is slow is not asked the more for it.
          if (!looking) {
            look();
          }
        });
    look();
    return Future.succeededFuture();
  }

  /** Gives every segment back; what is out with pullers stays theirs. */
  @Override
  public Future<?> stop() {
    stopping = true;
    return Future.join(List.copyOf(hosted.keySet()).stream().map(this::leave).toList());
  }

  private void look() {
    if (stopping) {
      return;
    } else if (looking) {
      again = true;
      return;
    }
    looking = true;
    host.store()
        .status(new Definitions.Asked(null))
        .onSuccess(this::found)
        .onFailure(failure -> LOG.debug("The consumers cannot be looked at", failure))
        .onComplete(
            looked -> {
              looking = false;
              if (again) {
                again = false;
                look();
              }
            });
  }

  private void found(Definitions.Statuses statuses) {
    Map<String, Definition> declared =
        statuses.consumers().stream()
            .map(Definitions.Status::definition)
            .filter(definition -> definition.kind() == Definition.Kind.PULL)
            .collect(Collectors.toMap(Definition::name, Function.identity()));
    for (String name : List.copyOf(hosted.keySet())) {
      if (!Objects.equals(hosted.get(name).definition(), declared.get(name))) {
        leave(name).onComplete(left -> look());
      }
    }
    declared.values().stream()
        .filter(definition -> !stopping && !hosted.containsKey(definition.name()))
        .filter(definition -> !leaving.contains(definition.name()))
        .forEach(this::host);
  }

  private void host(Definition definition) {
    String name = definition.name();
    PullWork work =
        new PullWork(
            new PullWork.Office(
                vertx,
                host.store(),
                name,
                () -> hints.offered(name),
                host.config().checkpointInterval().multipliedBy(5)));
    Future<ConsumerEngine> engine = ConsumerEngine.start(host, definition, false, work);
    Hosted begun = new Hosted(definition, work, engine);
    hosted.put(name, begun);
    engine.onFailure(
        failure -> {
          LOG.warn("Consumer '{}' is not served by this node yet", name, failure);
          hosted.remove(name, begun);
        });
  }

  private Future<Void> leave(String name) {
    Hosted left = hosted.remove(name);
    leaving.add(name);
    return left.engine()
        .compose(ConsumerEngine::stop)
        .onComplete(
            stopped -> {
              left.work().close();
              leaving.remove(name);
            })
        .otherwiseEmpty();
  }
}
