package io.tidings.consumers.tck;

import io.tidings.consumers.ConsumerStore;

/** Run by {@link SuitesCatchFaultsTest}; its name keeps it from being run on its own. */
class AgainstAFaultyStore extends ImpatientFixture {

  static final ThreadLocal<Fault> FAULT = new ThreadLocal<>();

  @Override
  public ConsumerStore freshStore() {
    ConsumerStore sound = super.freshStore();
    Fault fault = FAULT.get();
    return AnsweringStore.of((operation, request) -> fault.answer(sound, operation, request));
  }
}
