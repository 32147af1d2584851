package io.tidings.outbox;

import io.tidings.log.embedded.EmbeddedPostgres;

class PlansIT extends Plans {

  @Override
  EmbeddedPostgres server() {
    return TestServers.shared();
  }
}
