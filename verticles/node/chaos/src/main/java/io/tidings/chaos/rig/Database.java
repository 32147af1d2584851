package io.tidings.chaos.rig;

import io.tidings.chaos.process.Jar;
import io.tidings.chaos.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The PostgreSQL server that the nodes share. The harness reaches it directly, nodes through their
 * {@link DatabaseLink}s. Methods may be called from any thread; one thing is done to it at a time.
 */
public final class Database implements AutoCloseable {

  private final Account account;
  private final List<DatabaseLink> links = new CopyOnWriteArrayList<>();
  private volatile Postgres server;

  private Database(Account account, Postgres server) {
    this.account = account;
    this.server = server;
  }

  /** A new one, which takes connections. */
  static Database make(RigOptions options) throws IOException {
    Disk disk = new Disk(options.directory().resolve("database-1"), options.isolation());
    try {
      return make(options, disk);
    } catch (IOException | RuntimeException impossible) {
      disk.close();
      throw impossible;
    }
  }

  private static Database make(RigOptions options, Disk disk) throws IOException {
    Path home = disk.directory();
    Files.createSymbolicLink(home.resolve("bin"), binaries(options.directory()));
    Path logs = Files.createDirectories(options.directory().resolve("postgres"));
    String uri;
    try (ServerProcess first =
        new ServerProcess(Files.createDirectories(logs.resolve("first")), home)) {
      uri = Files.readString(first.ready().data().resolve("uri")).strip();
      first.terminate();
    }
    Path data = home.resolve("data");
    CommandLine command =
        CommandLine.of(data).with("max_wal_size", "512MB").with("checkpoint_timeout", "2min");
    Account account = Account.of(uri);
    Postgres server = new Postgres(disk, logs, account, command);
    server.start();
    return new Database(account, server);
  }

  /** They are unpacked once for all runs, where this user may. */
  private static Path binaries(Path run) throws IOException {
    Path target = Path.of(Jar.NODE.path()).getParent();
    return passable((Files.isWritable(target) ? target : run).resolve("postgres-binaries"));
  }

  /** A server that does not run as root passes here. */
  private static Path passable(Path directory) throws IOException {
    Files.createDirectories(directory);
    return Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
  }

  void reachedBy(DatabaseLink link) {
    links.add(link);
  }

  /** Of the server itself. */
  public InetSocketAddress address() {
    return server.address();
  }

  /** How to log in by some way; secret. */
  public String uri(InetSocketAddress way) {
    return account.uri(way);
  }

  /** How to log in directly; secret. It changes with a failover. */
  public String uri() {
    return account.uri(address());
  }

  /** Directly, as superuser. */
  public Connection connect() throws SQLException {
    return server.connect();
  }

  public boolean isAlive() {
    return server.isAlive();
  }

  /** Returns when it takes connections; nothing if it runs. */
  public synchronized void start() {
    server.start();
  }

  /** Fast shutdown: sessions end, everything is written. */
  public synchronized void stop() {
    server.stop();
  }

  /** SIGKILL to the server, which leaves its children to find out. */
  public synchronized void crash() {
    server.kill();
  }

  /** Ends every session of a client but the one that does it; nobody is told before. */
  public void cutConnections() throws SQLException {
    execute(
        "select pg_terminate_backend(pid) from pg_stat_activity"
            + " where backend_type = 'client backend' and pid <> pg_backend_pid()");
  }

  /** Directly, as superuser, in one transaction. */
  public void execute(String sql) throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
