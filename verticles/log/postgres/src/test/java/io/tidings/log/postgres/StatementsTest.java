package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class StatementsTest {

  private enum Sample {
    SAMPLE_STATEMENT,
    STATEMENT_WITHOUT_FILE
  }

  @Test
  void a_statement_is_the_whole_text_of_the_file_of_its_name() {
    assertThat(Statements.load(Sample.SAMPLE_STATEMENT)).isEqualTo("select 'März'\n");
  }

  @Test
  void a_missing_file_is_named() {
    assertThatIllegalStateException()
        .isThrownBy(() -> Statements.load(Sample.STATEMENT_WITHOUT_FILE))
        .withMessageContaining("sql/statement_without_file.sql");
  }
}
