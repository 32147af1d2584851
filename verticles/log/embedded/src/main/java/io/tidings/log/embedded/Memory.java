package io.tidings.log.embedded;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/** What a directory remembers from one start to the next, beside data and password. */
record Memory(int port, String database) {

  private static final String FILE = "server.properties";

  static Memory read(Path directory) throws IOException {
    Properties properties = new Properties();
    Path file = directory.resolve(FILE);
    if (Files.exists(file)) {
      try (InputStream in = Files.newInputStream(file)) {
        properties.load(in);
      }
    }
    return new Memory(
        Integer.parseInt(properties.getProperty("port", "0")),
        properties.getProperty("database", ""));
  }

  void write(Path directory) throws IOException {
    if (equals(read(directory))) {
      return;
    }
    Properties properties = new Properties();
    properties.setProperty("port", Integer.toString(port));
    properties.setProperty("database", database);
    StringWriter text = new StringWriter();
    properties.store(text, null);
    Directories.writePrivate(directory.resolve(FILE), text.toString());
  }
}
