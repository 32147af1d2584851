package io.tidings.launcher;

import io.tidings.Tidings;
import io.tidings.consumers.bus.BusConsumerStore;
import io.tidings.consumers.bus.BusStoreConfig;
import io.tidings.consumers.engine.EngineConfig;
import io.tidings.consumers.engine.Host;
import io.tidings.launcher.Lifecycle.Part;
import io.tidings.launcher.cluster.Cluster;
import io.tidings.launcher.cluster.ClusterConfig;
import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.Section;
import io.tidings.launcher.config.Sources;
import io.tidings.log.EventLog;
import io.tidings.log.bus.BusEventLog;
import io.tidings.log.bus.BusLogConfig;
import io.tidings.log.bus.BusSchedule;
import io.tidings.log.schedule.Schedule;
import io.tidings.log.tail.Tail;
import io.tidings.log.tail.TailConfig;
import io.tidings.wire.TidingsCodec;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** From roles and configuration to a node that is starting. */
final class Launch {

  private static final Section<BusLogConfig> BUS = new Section<>("bus", BusLogConfig.class);
  private static final Section<TailConfig> TAIL = new Section<>("tail", TailConfig.class);
  private static final Section<EngineConfig> CONSUMERS =
      new Section<>("consumers", EngineConfig.class);

  private static final Section<BusStoreConfig> STORE =
      new Section<>("consumer-store", BusStoreConfig.class);

  private final List<Role<?>> roles;
  private final Telemetry telemetry = new Telemetry();

  Launch(List<Role<?>> roles) {
    this.roles = roles;
  }

  /** The sections of the configuration of this node: those of its roles, then everybody's. */
  List<Section<?>> sections() {
    Stream<Section<?>> own =
        roles.stream()
            .flatMap(
                role -> Stream.concat(Stream.of(section(role)), role.furtherSections().stream()));
    return Stream.concat(
            own, Stream.of(NodeConfig.SECTION, ClusterConfig.SECTION, BUS, TAIL, CONSUMERS, STORE))
        .distinct()
        .toList();
  }

  private static <C extends Record> Section<C> section(Role<C> role) {
    return new Section<>(role.name(), role.settings());
  }

  Configuration configuration(Sources sources) {
    return Configuration.read(sections(), sources);
  }

  /** Fails with a {@link StartFailure}. */
  Future<Vertx> join(Configuration configuration) {
    ClusterConfig cluster = configuration.get(ClusterConfig.SECTION);
    return Future.<Vertx>future(
            promise ->
                Cluster.join(cluster, telemetry.builder(), telemetry.options()).onComplete(promise))
        .onSuccess(TidingsCodec::register)
        .recover(failure -> Future.failedFuture(new StartFailure("cluster", failure)));
  }

  /** Answers the checks by which the node tells whether it is ready. */
  Future<HealthChecks> start(Vertx vertx, Configuration configuration, Lifecycle lifecycle) {
    boolean hostsLog = roles.stream().anyMatch(Role::hostsLog);
    EventLog log = new BusEventLog(vertx, configuration.get(BUS), hostsLog);
    Host host =
        new Host(
            vertx,
            log,
            new Tail(vertx, log, configuration.get(TAIL)),
            new BusConsumerStore(vertx, configuration.get(STORE), hostsLog),
            NodeName.ofThisProcess(),
            telemetry.meters(),
            configuration.get(CONSUMERS));
    Schedule schedule = new BusSchedule(vertx, configuration.get(BUS), hostsLog);
    Node node =
        new Node(
            vertx,
            new Tidings(host, schedule, "/tidings"),
            telemetry.meters(),
            Readiness.of(vertx, lifecycle::isReady),
            configuration);
    List<Part> parts = new ArrayList<>();
    roles.forEach(role -> parts.add(part(role, node, configuration)));
    return lifecycle.start(parts).map(node.readiness());
  }

  private static <C extends Record> Part part(
      Role<C> role, Node node, Configuration configuration) {
    C settings = configuration.get(section(role));
    return new Part(role.name(), () -> role.start(node, settings));
  }
}
