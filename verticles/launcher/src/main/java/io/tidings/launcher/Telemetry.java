package io.tidings.launcher;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.core.VertxOptions;
import io.vertx.micrometer.MicrometerMetricsFactory;
import io.vertx.micrometer.MicrometerMetricsOptions;

/** What a node measures of itself: the JVM, Vert.x, and whatever its roles add. */
final class Telemetry {

  private final PrometheusMeterRegistry meters =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

  PrometheusMeterRegistry meters() {
    return meters;
  }

  VertxBuilder builder() {
    return Vertx.builder().withMetrics(new MicrometerMetricsFactory(meters));
  }

  /** Bus addresses are no label: every type of event has its own. */
  VertxOptions options() {
    return new VertxOptions()
        .setMetricsOptions(
            new MicrometerMetricsOptions().setEnabled(true).setJvmMetricsEnabled(true));
  }
}
