package io.tidings.chaos.rig;

import static org.awaitility.Awaitility.await;

import io.tidings.chaos.process.Jar;
import io.tidings.chaos.process.ServerProcess;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The PostgreSQL server that the nodes share. The harness reaches it directly, nodes through their
 * {@link DatabaseLink}s. Methods may be called from any thread; one thing is done to it at a time.
 */
public final class Database implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final RigOptions options;
  private final Account account;
  private final List<DatabaseLink> links = new CopyOnWriteArrayList<>();
  private volatile Postgres server;
  private int servers = 1;

  private Database(RigOptions options, Account account, Postgres server) {
    this.options = options;
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
    Path logs = logs(options, 1);
    String uri;
    try (ServerProcess first =
        new ServerProcess(Files.createDirectories(logs.resolve("first")), home)) {
      uri = Files.readString(first.ready().data().resolve("uri")).strip();
      first.terminate();
    }
    Path data = home.resolve("data");
    CommandLine command =
        CommandLine.of(data)
            .with("max_wal_size", "512MB")
            .with("wal_keep_size", "256MB")
            .with("checkpoint_timeout", "2min");
    Account account = Account.of(uri);
    Postgres server = new Postgres(disk, logs, account, command);
    server.start();
    return new Database(options, account, server);
  }

  private static Path logs(RigOptions options, int server) throws IOException {
    return Files.createDirectories(options.directory().resolve("postgres-" + server));
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

  /** Why its disk cannot be filled; empty if it can. */
  public Optional<String> boundless() {
    return server.disk().boundless();
  }

  /** Leaves no space on its disk; may be repeated when some has become free. */
  public void fillDisk() {
    server.disk().fill();
  }

  /** Undoes {@link #fillDisk}. */
  public void relieveDisk() {
    server.disk().relieve();
  }

  /** Why no standby can be made; empty if one can. */
  public Optional<String> alone() {
    Path receiver =
        server.commandLine().binaries().resolveSibling("lib/postgresql/libpqwalreceiver.so");
    return Files.exists(receiver)
        ? Optional.empty()
        : Optional.of("this PostgreSQL has no libpqwalreceiver.so, so it can be no standby");
  }

  /**
   * Makes a standby, waits until commits wait for it, kills the server, and makes the standby the
   * server, to which all links lead from then on. What was committed before is there; sessions end.
   */
  public synchronized void failover() throws IOException, SQLException {
    Postgres primary = server;
    Postgres standby = standby(primary);
    try {
      standby.start();
      execute("alter system set synchronous_standby_names = 'chaos'");
      execute("select pg_reload_conf()");
      await("a standby in step")
          .atMost(PATIENCE)
          .pollInterval(Duration.ofMillis(50))
          .until(
              () ->
                  holds(
                      primary,
                      "select exists (select from pg_stat_replication where sync_state = 'sync')"));
    } catch (SQLException | RuntimeException impossible) {
      standby.close();
      throw impossible;
    }
    primary.kill();
    server = standby;
    links.forEach(link -> link.retarget(standby.address()));
    // A query that waits for the promotion has a snapshot, which what is replayed may wait for.
    execute("select pg_promote(false)");
    await("a standby that is one no more")
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(50))
        .ignoreExceptionsInstanceOf(SQLException.class)
        .until(() -> holds(standby, "select not pg_is_in_recovery()"));
    primary.close();
  }

  private Postgres standby(Postgres primary) throws IOException, SQLException {
    servers++;
    Disk disk = new Disk(options.directory().resolve("database-" + servers), options.isolation());
    try {
      Path data = disk.directory().resolve("data");
      Copy.standby(primary, data);
      CommandLine command =
          primary
              .commandLine()
              .at(data, Ports.free(1))
              .with("primary_conninfo", account.connectionInfo(primary.address(), "chaos"));
      return new Postgres(disk, logs(options, servers), account, command);
    } catch (IOException | SQLException | RuntimeException impossible) {
      disk.close();
      throw impossible;
    }
  }

  private static boolean holds(Postgres server, String query) throws SQLException {
    try (Connection connection = server.connect();
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(query)) {
      return answer.next() && answer.getBoolean(1);
    }
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
