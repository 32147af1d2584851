package io.tidings.node;

import io.tidings.consumers.bus.ConsumerStoreVerticle;
import io.tidings.consumers.pull.PullHost;
import io.tidings.launcher.Node;
import io.tidings.launcher.Role;
import io.tidings.launcher.Started;
import io.tidings.launcher.config.Section;
import io.tidings.log.postgres.PostgresLogConfig;
import io.tidings.persistence.PersistenceConfig;
import io.tidings.persistence.PersistenceVerticle;
import io.tidings.persistence.ScheduleConfig;
import io.tidings.persistence.ScheduleVerticle;
import io.tidings.sourcing.snapshots.SnapshotsVerticle;
import io.vertx.core.Future;
import io.vertx.ext.healthchecks.Status;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves the log to the cluster. */
public final class PersistenceRole implements Role<PersistenceConfig> {

  private static final Logger LOG = LoggerFactory.getLogger(PersistenceRole.class);
  private static final Duration STORE_PATIENCE = Duration.ofSeconds(5);
  private static final Section<LogConfig> WHERE = new Section<>("log", LogConfig.class);
  private static final Section<PostgresLogConfig> POSTGRES =
      new Section<>("postgres", PostgresLogConfig.class);
  private static final Section<ScheduleConfig> SCHEDULE =
      new Section<>("schedule", ScheduleConfig.class);

  @Override
  public String name() {
    return "persistence";
  }

  @Override
  public Class<PersistenceConfig> settings() {
    return PersistenceConfig.class;
  }

  @Override
  public List<Section<?>> furtherSections() {
    return List.of(WHERE, POSTGRES, SCHEDULE);
  }

  @Override
  public boolean hostsLog() {
    return true;
  }

  @Override
  public Future<Started> start(Node node, PersistenceConfig settings) {
    LogConfig where = node.configuration().get(WHERE);
    PostgresLogConfig postgres = node.configuration().get(POSTGRES);
    return new LogOpener(node.vertx(), where, postgres)
        .open()
        .compose(
            opened ->
                serve(node, opened, settings)
                    .recover(
                        failure ->
                            opened
                                .closing()
                                .get()
                                .transform(closed -> Future.failedFuture(failure))));
  }

  private Future<Started> serve(Node node, OpenedLog opened, PersistenceConfig settings) {
    LOG.info("The log is {}", opened.place());
    MeteredLog log = new MeteredLog(opened.log(), node.meters());
    node.readiness()
        .register(
            name(),
            check ->
                log.head()
                    .onSuccess(head -> check.tryComplete(Status.OK()))
                    .onFailure(failure -> check.tryComplete(Status.KO())));
    Verticles verticles = new Verticles(node.vertx());
    ScheduleVerticle schedule =
        new ScheduleVerticle(
            new MeteredSchedule(opened.schedule(), node.meters()),
            node.log(),
            node.configuration().get(SCHEDULE));
    return verticles
        .deploy(new PersistenceVerticle(log, opened.elsewhere(), settings))
        .compose(persisting -> verticles.deploy(schedule))
        .compose(
            recording ->
                verticles.deploy(new ConsumerStoreVerticle(opened.consumers(), STORE_PATIENCE)))
        .compose(storing -> verticles.deploy(new SnapshotsVerticle(opened.snapshots())))
        .compose(keeping -> verticles.deploy(new PullHost(node.tidings().host())))
        .map(
            offering ->
                Started.inside(() -> verticles.undeploy().eventually(() -> opened.closing().get())))
        .recover(failure -> verticles.undeploy().transform(gone -> Future.failedFuture(failure)));
  }
}
