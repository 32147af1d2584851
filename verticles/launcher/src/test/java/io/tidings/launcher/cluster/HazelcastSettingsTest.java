package io.tidings.launcher.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.JoinConfig;
import com.hazelcast.config.MultiMapConfig.ValueCollectionType;
import io.tidings.launcher.config.Configuration;
import io.tidings.launcher.config.Sources;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class HazelcastSettingsTest {

  @ParameterizedTest
  @ValueSource(strings = {"local", "hosts", "kubernetes"})
  void every_mode_has_the_same_structures_and_neither_guesses_nor_phones(String mode) {
    Config config = settings(mode);
    JoinConfig join = config.getNetworkConfig().getJoin();

    assertThat(join.getMulticastConfig().isEnabled()).isFalse();
    assertThat(join.getAutoDetectionConfig().isEnabled()).isFalse();
    assertThat(config.getProperty("hazelcast.phone.home.enabled")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.socket.bind.any")).isEqualTo("false");
    assertThat(config.getProperty("hazelcast.partition.count")).isEqualTo("71");
    assertThat(config.getProperty("hazelcast.max.no.heartbeat.seconds")).isEqualTo("15");
    assertThat(config.getProperty("hazelcast.heartbeat.interval.seconds")).isEqualTo("3");
    assertThat(config.getMultiMapConfig("__vertx.subs").getBackupCount()).isEqualTo(2);
    assertThat(config.getMultiMapConfig("__vertx.subs").getValueCollectionType())
        .isEqualTo(ValueCollectionType.SET);
    assertThat(config.getMapConfig("__vertx.nodeInfo").getBackupCount()).isEqualTo(2);
    assertThat(config.getClusterName()).isEqualTo("shop");
    assertThat(config.getNetworkConfig().getInterfaces().getInterfaces())
        .containsExactly("127.0.0.1");
  }

  @Test
  void on_one_machine_a_node_takes_one_of_the_ports_that_it_looks_for_others_at() {
    Config config = settings("local");

    assertThat(config.getNetworkConfig().isPortAutoIncrement()).isTrue();
    assertThat(config.getNetworkConfig().getPortCount()).isEqualTo(16);
    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .hasSize(16)
        .startsWith("127.0.0.1:7000")
        .endsWith("127.0.0.1:7015");
  }

  @Test
  void between_hosts_the_port_is_fixed() {
    Config config = settings("hosts");

    assertThat(config.getNetworkConfig().isPortAutoIncrement()).isFalse();
    assertThat(config.getNetworkConfig().getPort()).isEqualTo(7000);
    assertThat(config.getNetworkConfig().getJoin().getTcpIpConfig().getMembers())
        .containsExactly("a:7000", "b");
    assertThat(config.getNetworkConfig().getPublicAddress()).isEqualTo("a");
  }

  @Test
  void in_kubernetes_dns_knows_the_members() {
    JoinConfig join = settings("kubernetes").getNetworkConfig().getJoin();

    assertThat(join.getTcpIpConfig().isEnabled()).isFalse();
    assertThat(join.getKubernetesConfig().isEnabled()).isTrue();
    assertThat(join.getKubernetesConfig().getProperty("service-dns")).isEqualTo("nodes.shop");
  }

  private static Config settings(String mode) {
    List<String> arguments =
        List.of(
            "--cluster.mode=" + mode,
            "--cluster.name=shop",
            "--cluster.port=7000",
            "--cluster.public-host=a",
            "--cluster.members=a:7000,b",
            "--cluster.service-dns=nodes.shop");
    Sources sources = new Sources(Optional.empty(), Map.of(), arguments, Set.of());
    return HazelcastSettings.of(
        Configuration.read(List.of(ClusterConfig.SECTION), sources).get(ClusterConfig.SECTION));
  }
}
