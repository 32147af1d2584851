package io.tidings.consumers.postgres;

import io.tidings.fixtures.TestServers;
import io.tidings.log.embedded.EmbeddedPostgres;

class PostgresConsumerStoreIT extends AgainstServer {

  @Override
  EmbeddedPostgres server() {
    return TestServers.shared();
  }
}
