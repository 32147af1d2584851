package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;
import io.vertx.core.Future;

/** Run by {@link SuitesFailWithoutAStoreTest}; its name keeps it from being run on its own. */
class AgainstAStoreThatAnswersNothing extends ImpatientFixture {

  @Override
  public ConsumerStore freshStore() {
    return AnsweringStore.of((operation, request) -> Future.succeededFuture());
  }
}
