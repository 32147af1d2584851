package io.tidings.launcher.cluster;

import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** The event bus between nodes: where it listens, how long it waits, whom it trusts. */
final class BusSettings {

  private BusSettings() {}

  static EventBusOptions of(ClusterConfig cluster) {
    int ping = Math.toIntExact(cluster.pingInterval().toMillis());
    EventBusOptions options =
        new EventBusOptions()
            .setHost(cluster.host())
            .setPort(cluster.effectiveBusPort())
            .setClusterPublicHost(cluster.reachableHost())
            .setClusterPingInterval(ping)
            .setClusterPingReplyInterval(ping)
            .setConnectTimeout(Math.toIntExact(cluster.connectTimeout().toMillis()))
            .setTcpKeepAlive(true);
    return cluster.hasTls() ? secured(options, cluster) : options;
  }

  /** Vert.x trusts anybody and asks nobody for a certificate unless told otherwise. */
  private static EventBusOptions secured(EventBusOptions options, ClusterConfig cluster) {
    String certificate = cluster.tlsCertificate().orElseThrow().toString();
    String key = cluster.tlsKey().orElseThrow().toString();
    String authority = cluster.tlsAuthority().orElseThrow().toString();
    return options
        .setSsl(true)
        .setKeyCertOptions(new PemKeyCertOptions().addCertPath(certificate).addKeyPath(key))
        .setTrustOptions(new PemTrustOptions().addCertPath(authority))
        .setTrustAll(false)
        .setClientAuth(ClientAuth.REQUIRED);
  }
}
