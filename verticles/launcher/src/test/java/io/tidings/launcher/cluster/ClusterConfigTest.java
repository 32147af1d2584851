package io.tidings.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tidings.launcher.cluster.ClusterConfig.Mode;
import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.ConfigurationException;
import io.tidings.launcher.config.Sources;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClusterConfigTest {

  @Test
  void the_defaults_are_one_machine_and_loopback() {
    assertThat(Configuration.defaults(ClusterConfig.class))
        .isEqualTo(
            new ClusterConfig(
                Mode.LOCAL,
                "tidings",
                "127.0.0.1",
                Optional.empty(),
                5701,
                Optional.empty(),
                List.of(),
                Optional.empty(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Duration.ofSeconds(5),
                Duration.ofSeconds(3),
                Duration.ofSeconds(15)));
  }

  @Test
  void every_key_is_read() {
    assertThat(
            read(
                "--cluster.mode=hosts",
                "--cluster.name=shop",
                "--cluster.host=127.0.0.2",
                "--cluster.public-host=node-1",
                "--cluster.port=6000",
                "--cluster.bus-port=6001",
                "--cluster.members=node-1,node-2:6000",
                "--cluster.service-dns=nodes.shop",
                "--cluster.allow-insecure-network",
                "--cluster.tls-certificate=c.pem",
                "--cluster.tls-key=k.pem",
                "--cluster.tls-authority=a.pem",
                "--cluster.ping-interval=1s",
                "--cluster.connect-timeout=2s",
                "--cluster.heartbeat-timeout=30s"))
        .isEqualTo(
            new ClusterConfig(
                Mode.HOSTS,
                "shop",
                "127.0.0.2",
                Optional.of("node-1"),
                6000,
                Optional.of(6001),
                List.of("node-1", "node-2:6000"),
                Optional.of("nodes.shop"),
                true,
                Optional.of(Path.of("c.pem")),
                Optional.of(Path.of("k.pem")),
                Optional.of(Path.of("a.pem")),
                Duration.ofSeconds(1),
                Duration.ofSeconds(2),
                Duration.ofSeconds(30)));
  }

  @Test
  void the_bus_has_a_free_port_on_one_machine_and_a_fixed_one_between_hosts() {
    assertThat(read().effectiveBusPort()).isZero();
    assertThat(read("--cluster.mode=hosts", "--cluster.members=a").effectiveBusPort())
        .isEqualTo(15_701);
  }

  @Test
  void an_address_that_others_reach_is_refused_unless_secured_or_declared_safe() {
    List<String> hosts =
        List.of("--cluster.mode=hosts", "--cluster.members=a", "--cluster.host=192.0.2.1");

    assertThat(problems(hosts))
        .singleElement()
        .asString()
        .startsWith("cluster.host: host 192.0.2.1 is not loopback")
        .contains("allow-insecure-network=true", "tls-certificate");
    assertThat(read(with(hosts, "--cluster.allow-insecure-network")).host()).isEqualTo("192.0.2.1");
    assertThat(
            read(with(
                    hosts,
                    "--cluster.tls-certificate=c",
                    "--cluster.tls-key=k",
                    "--cluster.tls-authority=a"))
                .hasTls())
        .isTrue();
  }

  @Test
  void contradictions_are_refused() {
    assertThat(problems(List.of("--cluster.mode=hosts")))
        .containsExactly(
            "cluster.mode: mode hosts needs members, such as a:5701,b (--cluster.mode)");
    assertThat(problems(List.of("--cluster.mode=kubernetes")))
        .singleElement()
        .asString()
        .startsWith("cluster.mode: mode kubernetes needs service-dns");
    assertThat(problems(List.of("--cluster.tls-key=k")))
        .containsExactly("cluster: TLS needs all of tls-certificate, tls-key and tls-authority");
    assertThat(problems(List.of("--cluster.host=192.0.2.1")))
        .containsExactly(
            "cluster.host: host 192.0.2.1 is not loopback, as mode local needs; use mode hosts"
                + " (--cluster.host)");
    assertThat(problems(List.of("--cluster.host=0.0.0.0")))
        .singleElement()
        .asString()
        .contains("every address of the machine");
    assertThat(problems(List.of("--cluster.heartbeat-timeout=2s")))
        .containsExactly(
            "cluster.heartbeat-timeout: heartbeat-timeout PT2S is below 5 s"
                + " (--cluster.heartbeat-timeout)");
  }

  private static List<String> with(List<String> arguments, String... more) {
    return Stream.concat(arguments.stream(), List.of(more).stream()).toList();
  }

  private static ClusterConfig read(String... arguments) {
    return read(List.of(arguments));
  }

  private static ClusterConfig read(List<String> arguments) {
    Sources sources = new Sources(Optional.empty(), Map.of(), arguments, Set.of());
    return Configuration.read(List.of(ClusterConfig.SECTION), sources).get(ClusterConfig.SECTION);
  }

  private static List<String> problems(List<String> arguments) {
    return catchThrowableOfType(ConfigurationException.class, () -> read(arguments)).problems();
  }
}
