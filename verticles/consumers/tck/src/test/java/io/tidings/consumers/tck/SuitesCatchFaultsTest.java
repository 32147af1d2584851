package io.tidings.consumers.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** A store that breaks a guarantee fails a test that carries its number. */
class SuitesCatchFaultsTest {

  @ParameterizedTest
  @EnumSource
  void a_fault_is_caught(Fault fault) {
    AgainstAFaultyStore.FAULT.set(fault);

    List<String> failed =
        EngineTestKit.engine("junit-jupiter")
            .selectors(selectClass(AgainstAFaultyStore.class))
            .execute()
            .testEvents()
            .failed()
            .map(event -> event.getTestDescriptor().getDisplayName())
            .toList();

    String guarantee = fault.name().substring(0, 2);
    assertThat(failed).anyMatch(name -> name.startsWith(guarantee));
  }
}
