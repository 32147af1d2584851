package io.tidings.chaos.rig;

import io.tidings.chaos.process.ServerProcess;
import java.net.InetSocketAddress;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;

/** Who logs in to the server, and where: {@code tidings}, a superuser. */
record Account(String user, String password, String database) {

  static Account of(String uri) {
    URI parsed = URI.create(uri);
    String[] account = parsed.getUserInfo().split(":", 2);
    return new Account(account[0], account[1], parsed.getPath().substring(1));
  }

  String uri(InetSocketAddress address) {
    return "postgresql://%s:%s@%s:%d/%s"
        .formatted(user, password, address.getHostString(), address.getPort(), database);
  }

  Connection connect(InetSocketAddress address) throws SQLException {
    return ServerProcess.connect(uri(address));
  }

  /** As a standby names its primary. */
  String connectionInfo(InetSocketAddress address, String application) {
    return "host=%s port=%d user=%s password=%s application_name=%s"
        .formatted(address.getHostString(), address.getPort(), user, password, application);
  }
}
