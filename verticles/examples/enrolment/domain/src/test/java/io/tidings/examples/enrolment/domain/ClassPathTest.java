package io.tidings.examples.enrolment.domain;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class ClassPathTest {

  @Test
  void the_domain_is_tested_without_vertx() {
    assertThatThrownBy(() -> Class.forName("io.vertx.core.Vertx"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
