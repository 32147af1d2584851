package io.tidings.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(ReplaceUnderscores.class)
class DeploysTest {

  /** Serves the log. */
  public static final class LogRole implements Role<LogRole.None> {
    record None() {}

    @Override
    public String name() {
      return "log";
    }

    @Override
    public Class<None> settings() {
      return None.class;
    }

    @Override
    public boolean hostsLog() {
      return true;
    }

    @Override
    public Future<Started> start(Node node, None settings) {
      return Future.failedFuture("not started in tests");
    }
  }

  @Test
  void roles_that_host_the_log_come_first_and_verticles_are_roles_of_their_own() {
    List<Role<?>> roles =
        Deploys.roles(
            List.of(
                EchoRole.class.getName(),
                HelloVerticle.class.getName(),
                LogRole.class.getName(),
                HelloVerticle.class.getName()));

    assertThat(roles).extracting(Role::name).containsExactly("log", "echo", "hello-verticle");
  }

  @Test
  void what_is_neither_role_nor_verticle_is_refused() {
    assertThatThrownBy(() -> Deploys.roles(List.of("java.lang.String")))
        .isInstanceOf(UsageException.class)
        .hasMessage("java.lang.String is neither a role nor a verticle");
  }
}
