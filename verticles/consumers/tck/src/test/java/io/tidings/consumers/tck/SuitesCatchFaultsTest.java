package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.fixtures.Suites;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A store that breaks a guarantee fails a test that carries its number. */
class SuitesCatchFaultsTest {

  @ParameterizedTest
  @EnumSource
  void a_fault_is_caught(Fault fault) {
    AgainstAFaultyStore.FAULT.set(fault);

    List<String> failed = Suites.failed(AgainstAFaultyStore.class);

    String guarantee = fault.name().substring(0, 2);
    assertThat(failed).anyMatch(name -> name.startsWith(guarantee));
  }
}
