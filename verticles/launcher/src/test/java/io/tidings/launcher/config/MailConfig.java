package io.tidings.launcher.config;

import io.tidings.config.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One component of every type that is read. */
record MailConfig(
    @Setting(value = "127.0.0.1", help = "The address to listen on.") String host,
    @Setting(value = "8080", help = "The port to listen on.", alias = "port") int port,
    @Setting(value = "1MiB", help = "The largest mail.", bytes = true) long maxMailBytes,
    @Setting("0.5") double ratio,
    @Setting("false") boolean openRelay,
    @Setting("5s") Duration timeout,
    @Setting("in-order") Sending sending,
    @Setting("spool/mail") Path spool,
    @Setting Optional<Duration> retention,
    @Setting("a, b") List<String> relays,
    @Setting(secret = true) String password,
    @Setting(secret = true) Optional<String> token) {

  enum Sending {
    IN_ORDER,
    AT_ONCE
  }

  static final Section<MailConfig> SECTION = new Section<>("mail", MailConfig.class);

  MailConfig {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("port " + port + " is not between 0 and 65535");
    }
    if (password.length() > 20) {
      throw new IllegalArgumentException("password '" + password + "' is too long for the server");
    }
    if (openRelay && ratio > 0.9) {
      throw new IllegalArgumentException("an open relay takes a ratio of at most 0.9");
    }
  }
}
