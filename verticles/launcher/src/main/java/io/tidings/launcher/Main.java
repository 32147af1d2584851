package io.tidings.launcher;

import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.ConfigurationException;
import io.tidings.launcher.config.Sources;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.ext.healthchecks.HealthChecks;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.slf4j.LoggerFactory;

/**
 * Runs a node: the main class of every fat jar.
 *
 * <p>What runs is named by the attribute {@code Tidings-Deploys} of the jar's manifest and by
 * {@code --deploy}; {@code --help} lists the settings of just that. When every role has started and
 * says that it is ready, one line beginning with {@code Tidings node ready} is printed on standard
 * output; before that, one beginning with {@code Tidings node waits} if a role needs another node.
 * SIGTERM and SIGINT stop the node in good order. Exit status: 0 after that, 1 if the node could
 * not start or did not stop in time, 2 if the configuration was refused; the reasons are on
 * standard error, a line each.
 */
public final class Main {

  private static final int FAILED = 1;
  private static final int REFUSED = 2;
  private static final int SILENT_SECONDS = 3;

  private Main() {}

  public static void main(String[] arguments) {
    StandardOutput.asUtf8WithoutLocale();
    try {
      run(List.of(arguments), System.getenv());
    } catch (UsageException e) {
      exit(REFUSED, e.getMessage());
    } catch (ConfigurationException e) {
      exit(
          REFUSED,
          e.problems().stream()
              .collect(Collectors.joining("\n  ", "configuration refused:\n  ", "")));
    } catch (StartFailure e) {
      LoggerFactory.getLogger(Main.class).debug("The start failed", e);
      exit(FAILED, "node failed to start: " + e.getMessage());
    } catch (RuntimeException | LinkageError e) {
      // a defect; without an exit, threads that run by now would keep the process
      e.printStackTrace();
      exit(FAILED, "node failed to start: " + e);
    }
  }

  private static void run(List<String> arguments, Map<String, String> environment) {
    LaunchOptions options = LaunchOptions.parse(arguments, environment);
    if (options.version()) {
      System.out.println(Usage.version());
      return;
    }
    List<Role<?>> roles = Deploys.roles(options.deploys());
    Launch launch = new Launch(roles);
    if (options.help()) {
      System.out.print(Usage.help(launch.sections()));
      return;
    }
    if (roles.isEmpty()) {
      throw new UsageException(
          "nothing to run: give --deploy CLASS, or a jar whose manifest has " + Deploys.ATTRIBUTE);
    }
    Configuration configuration =
        launch.configuration(
            new Sources(options.config(), environment, options.settings(), LaunchOptions.NAMES));
    if (options.printConfig()) {
      System.out.print(configuration.toYaml());
      return;
    }
    start(launch, configuration);
  }

  private static void start(Launch launch, Configuration configuration) {
    NodeConfig config = configuration.get(NodeConfig.SECTION);
    Vertx vertx = await(launch.join(configuration), config.startTimeout(), "cluster");
    Lifecycle lifecycle = new Lifecycle(vertx, config);
    Shutdown.onSignal(lifecycle, config.shutdownTimeout());
    HealthChecks readiness = launch.start(vertx, configuration, lifecycle).await();
    String address = lifecycle.address().orElse("no address of its own");
    Future<Void> ready = Readiness.up(vertx, readiness);
    try {
      ready.await(SILENT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      System.out.println("Tidings node waits for the rest of the cluster: " + address);
      ready.await();
    }
    System.out.println("Tidings node ready: " + address);
  }

  private static <T> T await(Future<T> future, Duration limit, String what) {
    try {
      return future.await(limit.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      throw new StartFailure(what + " did not start within " + limit);
    }
  }

  private static void exit(int status, String reason) {
    System.err.println("Tidings: " + reason);
    Shutdown.exit(status);
  }
}
