package io.tidings.launcher;

import io.tidings.launcher.config.Section;
import io.tidings.launcher.config.SettingsHelp;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Properties;

/** What {@code --help} and {@code --version} print. */
final class Usage {

  private static final String OPTIONS =
      """
      Usage: java -jar NODE.jar [OPTION]...

      Runs a Tidings node until it is told to stop (SIGTERM or Ctrl-C).

      A setting's value is the last of: its default, the configuration file, the environment, the
      command line. Names that are not listed here are refused.

        --config FILE
            The configuration file, YAML or Java properties; TIDINGS_CONFIG
        --deploy CLASS,CLASS...
            Verticles or roles to run beside those that the jar names
        --print-config
            Print the settings in effect and where each comes from, secrets masked, and exit
        --help, -h
        --version, -V

      Logs go to standard error: TIDINGS_LOG_LEVEL (default INFO), TIDINGS_LOG_FORMAT (text or json).
      Exit status: 0 stopped as told, 1 not started or not stopped in time, 2 configuration refused.

      """;

  private Usage() {}

  static String help(List<Section<?>> sections) {
    return OPTIONS + SettingsHelp.of(sections);
  }

  static String version() {
    Properties properties = new Properties();
    try (InputStream in = Usage.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return "Tidings %s, Java %s"
        .formatted(properties.getProperty("version"), System.getProperty("java.version"));
  }
}
