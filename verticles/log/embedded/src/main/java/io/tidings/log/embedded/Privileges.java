package io.tidings.log.embedded;

import io.tidings.log.embedded.EmbeddedPostgresException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * As whom PostgreSQL runs, because it refuses to run as root: programs started through {@code
 * prefix} run as {@code account}, which must own the data. An ordinary user runs it as itself.
 */
record Privileges(List<String> prefix, Optional<Account> account) {

  private static final Set<String> INDIRECT = Set.of("runuser", "su");
  private static final Privileges OURS = new Privileges(List.of(), Optional.empty());

  /**
   * The first way that works and reaches both directory and binaries. Data that exist decide whose
   * identity it is, so that a directory keeps working when the machine gains a program.
   */
  static Privileges find(Path directory, Path data, Installation binaries)
      throws IOException, InterruptedException {
    if (!Account.isLinuxRoot()) {
      return OURS;
    }
    List<Privileges> ways = ways(data);
    for (Privileges way : ways) {
      if (Command.works(
          way.command(
              "sh",
              "-c",
              "cd \"$0\" && test -x \"$1\"",
              directory.toString(),
              binaries.postgres().toString()))) {
        return way;
      }
    }
    for (Privileges way : ways) {
      if (Command.works(way.command("true"))) {
        throw unreachable(way, directory, binaries.home());
      }
    }
    throw new EmbeddedPostgresException(
        Reason.NOT_PERMITTED,
        "PostgreSQL refuses to run as root, and no way to run it as another user works here"
            + " (tried setpriv, unshare -U, runuser, su). Start as an ordinary user, or install"
            + " util-linux and allow CAP_SETUID and CAP_SETGID, or configure a PostgreSQL server"
            + " of your own.");
  }

  private static List<Privileges> ways(Path data) throws IOException {
    Account account = Files.exists(data) ? Account.ownerOf(data) : Account.nobody();
    // root's files, seen from a user namespace in which root is nobody
    Privileges namespace = new Privileges(List.of("unshare", "-U"), Optional.empty());
    if (account.user() == Account.ROOT) {
      return List.of(namespace);
    }
    List<Privileges> ways = new ArrayList<>();
    ways.add(
        new Privileges(
            List.of(
                "setpriv",
                "--reuid=" + account.user(),
                "--regid=" + account.group(),
                "--clear-groups"),
            Optional.of(account)));
    if (!Files.exists(data)) {
      ways.add(namespace);
    }
    ways.add(new Privileges(List.of("runuser", "-u", account.name(), "--"), Optional.of(account)));
    ways.add(
        new Privileges(
            List.of("su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", account.name()),
            Optional.of(account)));
    return ways;
  }

  private static EmbeddedPostgresException unreachable(Privileges way, Path... paths)
      throws IOException {
    String who = way.account().map(Account::name).orElse("root without its powers");
    List<String> closed = new ArrayList<>();
    for (Path path : paths) {
      for (Path step = path; step != null; step = step.getParent()) {
        boolean open =
            Files.getPosixFilePermissions(step).contains(PosixFilePermission.OTHERS_EXECUTE);
        if (!open && !closed.contains(step.toString())) {
          closed.add(step.toString());
        }
      }
    }
    return new EmbeddedPostgresException(
        Reason.NOT_PERMITTED,
        ("PostgreSQL refuses to run as root, and as %s it cannot reach %s: %s closed to other"
                + " users. Choose a data directory elsewhere, for example under /var/lib, or open"
                + " the way with `chmod o+x`, or start as an ordinary user.")
            .formatted(
                who,
                paths[0],
                closed.isEmpty() ? "a directory above is" : String.join(" and ", closed) + " is"));
  }

  List<String> command(String... program) {
    return Command.concat(prefix, List.of(program));
  }

  /** Whether the server becomes our child; {@code su} and {@code runuser} stay in between. */
  boolean isDirect() {
    return prefix.isEmpty() || !INDIRECT.contains(prefix.get(0));
  }

  /** Makes {@code path} the server's own. */
  void handOver(Path path) throws IOException {
    if (account.isPresent()) {
      account.get().own(path);
    }
  }

  @Override
  public String toString() {
    return prefix.isEmpty()
        ? "this user"
        : account.map(Account::name).orElse("root without its powers")
            + " through "
            + prefix.get(0);
  }
}
