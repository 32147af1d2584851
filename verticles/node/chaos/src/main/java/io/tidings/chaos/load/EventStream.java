package io.tidings.chaos.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** Server-sent events, message by message. */
public final class EventStream {

  private EventStream() {}

  /** Who is told; each time on the thread that reads. */
  @FunctionalInterface
  public interface Listener {

    /**
     * @param id the last cursor that the node has given, or empty
     * @param name {@code message} unless the node gave another
     * @param data empty if there is only a cursor
     */
    void message(String id, String name, String data);
  }

  /** Reads to the end; fails when the stream breaks off. */
  public static void read(InputStream stream, Listener listener) throws IOException {
    try (BufferedReader lines =
        new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
      StringBuilder data = new StringBuilder();
      String id = "";
      String name = "message";
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith("data: ")) {
          data.append(line, "data: ".length(), line.length()).append('\n');
        } else if (line.startsWith("id: ")) {
          id = line.substring("id: ".length());
        } else if (line.startsWith("event: ")) {
          name = line.substring("event: ".length());
        } else if (line.isEmpty()) {
          listener.message(id, name, data.toString());
          data.setLength(0);
          name = "message";
        }
      }
    }
  }
}
