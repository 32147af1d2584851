package io.tidings.log.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.vertx.pgclient.PgConnectOptions;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PostgresLogConfigTest {

  private static final PostgresLogConfig CONFIG =
      PostgresLogConfig.of("postgresql://anna:secret@db.example:5433/events");

  @Test
  void a_uri_names_everything() {
    PgConnectOptions options = Connections.options(CONFIG);

    assertThat(options.getHost()).isEqualTo("db.example");
    assertThat(options.getPort()).isEqualTo(5433);
    assertThat(options.getDatabase()).isEqualTo("events");
    assertThat(options.getUser()).isEqualTo("anna");
    assertThat(options.getPassword()).isEqualTo("secret");
  }

  @Test
  void nothing_secret_is_shown() {
    assertThat(CONFIG).hasToString("schema tidings of db.example:5433/events");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "Tidings", "a-b", "1a", "a\"b", "a2345678901234567890123456789012345678901"})
  void a_schema_that_would_need_quotes_is_refused(String schema) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CONFIG.withSchema(schema))
        .withMessageStartingWith("schema '" + schema + "'");
  }
}
