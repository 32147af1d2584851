package io.tidings.launcher.cluster;

import com.hazelcast.config.Config;
import io.vertx.core.Completable;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.spi.cluster.RegistrationInfo;
import io.vertx.core.spi.cluster.RegistrationListener;
import io.vertx.core.spi.cluster.RegistrationUpdateEvent;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hazelcast's registry of who listens where, which finds its way back after it has lost something.
 *
 * <p>When more members die at once than an entry has copies, or two halves of a cluster are merged,
 * entries are lost and nobody is told: the event bus goes on sending to addresses of dead nodes,
 * and never again to a live one. So a node registers again what it listens to whenever the registry
 * does not have it, and asks the registry again for every address in use after members have left.
 */
final class HealingClusterManager extends HazelcastClusterManager {

  private static final Logger LOG = LoggerFactory.getLogger(HealingClusterManager.class);

  /** How often a node looks whether the registry still has what it listens to. */
  static final Duration PERIOD = Duration.ofSeconds(5);

  private final Map<String, Set<RegistrationInfo>> own = new ConcurrentHashMap<>();
  private final Set<String> inUse = ConcurrentHashMap.newKeySet();
  private Vertx vertx;
  private RegistrationListener listener;
  private volatile long timer = -1;
  private volatile boolean lost;

  HealingClusterManager(Config config) {
    super(config);
  }

  @Override
  public void init(Vertx vertx) {
    this.vertx = vertx;
    super.init(vertx);
  }

  @Override
  public void registrationListener(RegistrationListener listener) {
    this.listener = listener;
    super.registrationListener(new LossNoting(listener));
  }

  @Override
  public void join(Completable<Void> promise) {
    super.join(
        (joined, failure) -> {
          if (failure == null) {
            timer = vertx.setPeriodic(PERIOD.toMillis(), tick -> heal());
          }
          promise.complete(joined, failure);
        });
  }

  @Override
  public void leave(Completable<Void> promise) {
    vertx.cancelTimer(timer);
    super.leave(promise);
  }

  @Override
  public void addRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
    if (!info.localOnly()) {
      own.computeIfAbsent(address, any -> ConcurrentHashMap.newKeySet()).add(info);
    }
    super.addRegistration(address, info, promise);
  }

  @Override
  public void removeRegistration(String address, RegistrationInfo info, Completable<Void> promise) {
    own.computeIfPresent(
        address,
        (any, infos) -> {
          infos.remove(info);
          return infos.isEmpty() ? null : infos;
        });
    super.removeRegistration(address, info, promise);
  }

  @Override
  public void getRegistrations(String address, Completable<List<RegistrationInfo>> promise) {
    inUse.add(address);
    super.getRegistrations(address, promise);
  }

  private void heal() {
    own.keySet().forEach(this::registerAgain);
    if (lost) {
      lost = false;
      inUse.removeIf(address -> !listener.wantsUpdatesFor(address));
      inUse.forEach(this::lookAgain);
    }
  }

  private void registerAgain(String address) {
    super.getRegistrations(
        address,
        (found, failure) -> {
          if (failure == null) {
            own.getOrDefault(address, Set.of()).stream()
                .filter(info -> !found.contains(info))
                .forEach(info -> registerAgain(address, info));
          }
        });
  }

  private void registerAgain(String address, RegistrationInfo info) {
    LOG.info("The cluster's registry has lost that this node listens to {}", address);
    Promise<Void> again = Promise.promise();
    super.addRegistration(address, info, again);
    again
        .future()
        .onSuccess(
            registered -> {
              if (!own.getOrDefault(address, Set.of()).contains(info)) {
                super.removeRegistration(address, info, Promise.promise());
              }
            });
  }

  private void lookAgain(String address) {
    super.getRegistrations(
        address,
        (found, failure) -> {
          if (failure == null) {
            listener.registrationsUpdated(new RegistrationUpdateEvent(address, found));
          } else {
            lost = true;
          }
        });
  }

  /** The event bus's own listener does nothing when registrations are lost. */
  private final class LossNoting implements RegistrationListener {

    private final RegistrationListener bus;

    LossNoting(RegistrationListener bus) {
      this.bus = bus;
    }

    @Override
    public void registrationsUpdated(RegistrationUpdateEvent event) {
      bus.registrationsUpdated(event);
    }

    @Override
    public void registrationsLost() {
      lost = true;
      bus.registrationsLost();
    }

    @Override
    public boolean wantsUpdatesFor(String address) {
      return bus.wantsUpdatesFor(address);
    }
  }
}
