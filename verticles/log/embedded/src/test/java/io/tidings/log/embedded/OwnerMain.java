package io.tidings.log.embedded;

import java.nio.file.Path;

/** A JVM that owns a server until it is killed. Prints the server's pid, or why there is none. */
final class OwnerMain {

  private OwnerMain() {}

  public static void main(String[] arguments) throws InterruptedException {
    try {
      EmbeddedPostgres server = EmbeddedPostgres.start(Path.of(arguments[0]), Servers.OPTIONS);
      System.out.println("pid " + server.pid());
    } catch (EmbeddedPostgresException refusal) {
      System.out.println(refusal.reason() + " " + refusal.getMessage());
      return;
    }
    Thread.currentThread().join();
  }
}
