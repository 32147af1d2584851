package io.tidings.log.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import io.tidings.log.embedded.Servers.PassableDirectory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayNameGeneration(ReplaceUnderscores.class)
class PrivilegesTest {

  @TempDir(factory = PassableDirectory.class)
  Path temporary;

  private Installation binaries;

  @BeforeEach
  void install_a_program() throws Exception {
    binaries = new Installation(temporary.resolve("bin-home"), "18");
    Directories.createReadableByAll(binaries.postgres().getParent());
    Directories.setMode(Files.createFile(binaries.postgres()), "rwxr-xr-x");
  }

  @Test
  void an_ordinary_user_runs_the_server_as_itself() throws Exception {
    assumeTrue(!Account.isLinuxRoot(), "needs an ordinary user");

    assertThat(Privileges.find(temporary, temporary.resolve("data"), binaries).prefix()).isEmpty();
  }

  @Test
  void root_runs_the_server_as_somebody_else() throws Exception {
    assumeTrue(Account.isLinuxRoot(), "needs root");

    assertThat(Privileges.find(temporary, temporary.resolve("data"), binaries).prefix())
        .isNotEmpty();
  }

  @Test
  void root_runs_the_server_as_the_owner_of_the_data() throws Exception {
    assumeTrue(Account.isLinuxRoot(), "needs root");
    Path data = Files.createDirectory(temporary.resolve("data"));
    new Account("somebody", 12345, 12346).own(data);

    assertThat(Privileges.find(temporary, data, binaries).account())
        .hasValueSatisfying(account -> assertThat(account.user()).isEqualTo(12345));
  }

  @Test
  void data_out_of_their_owners_reach_are_reported_with_the_closed_directory() throws Exception {
    assumeTrue(Account.isLinuxRoot(), "needs root");
    Path closed = Files.createDirectory(temporary.resolve("closed"));
    Directories.setMode(closed, Directories.PRIVATE);
    Path data = Files.createDirectories(closed.resolve("home/data"));
    new Account("somebody", 12345, 12346).own(data);

    assertThatThrownBy(() -> Privileges.find(data.getParent(), data, binaries))
        .isInstanceOfSatisfying(
            EmbeddedPostgresException.class,
            refusal -> assertThat(refusal.reason()).isEqualTo(Reason.NOT_PERMITTED))
        .hasMessageContaining(closed + " is closed to other users")
        .hasMessageContaining("chmod o+x");
  }
}
