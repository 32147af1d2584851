package io.tidings.log.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * Server settings: ours from {@code settings.properties}, then the caller's, then those that nobody
 * may change. All go on the command line, where they beat {@code postgresql.conf} and {@code ALTER
 * SYSTEM}.
 */
final class Settings {

  private static final Map<String, String> DURABLE =
      Map.of("fsync", "on", "full_page_writes", "on", "synchronous_commit", "on");

  private static final Set<String> PRIVATE =
      Set.of(
          "listen_addresses",
          "port",
          "max_connections",
          "unix_socket_directories",
          "password_encryption",
          "data_directory",
          "config_file",
          "hba_file",
          "ident_file",
          "external_pid_file",
          "zero_damaged_pages",
          "ignore_checksum_failure");

  private Settings() {}

  static boolean isFixed(String name) {
    return DURABLE.containsKey(canonical(name)) || PRIVATE.contains(canonical(name));
  }

  static String whyFixed(String name) {
    return DURABLE.containsKey(canonical(name))
        ? name + " is always on: what the log has acknowledged must survive a power cut"
        : name + " cannot be set: the embedded server decides it, or Options has its own field";
  }

  /** PostgreSQL takes {@code FSYNC} and {@code full-page-writes} as well. */
  private static String canonical(String name) {
    return name.toLowerCase(Locale.ROOT).replace('-', '_');
  }

  static List<String> arguments(int port, Options options) {
    Map<String, String> all = new TreeMap<>(defaults());
    all.putAll(options.settings());
    all.putAll(DURABLE);
    all.put("listen_addresses", EmbeddedPostgres.HOST);
    all.put("unix_socket_directories", "");
    all.put("password_encryption", "scram-sha-256");
    all.put("port", Integer.toString(port));
    all.put("max_connections", Integer.toString(options.maxConnections()));
    List<String> arguments = new ArrayList<>();
    all.forEach((name, value) -> arguments.addAll(List.of("-c", name + "=" + value)));
    return arguments;
  }

  private static Map<String, String> defaults() {
    Properties properties = new Properties();
    try (InputStream in = Settings.class.getResourceAsStream("settings.properties")) {
      properties.load(in);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Map<String, String> settings = new TreeMap<>();
    properties.stringPropertyNames().forEach(n -> settings.put(n, properties.getProperty(n)));
    return settings;
  }
}
