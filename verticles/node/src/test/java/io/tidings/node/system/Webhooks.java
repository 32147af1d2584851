package io.tidings.node.system;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Real events where they are to be had, else some of the same shape: {@code
 * shared/data/github-webhooks.ndjson} beside the repository, or the file that the system property
 * {@code tidings.webhooks} names.
 */
record Webhooks(List<String> lines) {

  private static final String DATA = "\"data\":";

  static Webhooks load() throws IOException {
    Path file =
        Path.of(
            System.getProperty("tidings.webhooks", "../../../shared/data/github-webhooks.ndjson"));
    return new Webhooks(Files.exists(file) ? Files.readAllLines(file) : generated());
  }

  private static List<String> generated() {
    Random random = new Random(233);
    return IntStream.range(0, 233).mapToObj(n -> generated(n, random)).toList();
  }

  private static String generated(int number, Random random) {
    int subject = number % 3 == 0 ? 0 : random.nextInt(1, 30);
    String text =
        random
            .ints(random.nextInt(2_000, 20_000), ' ', 0x2000)
            .mapToObj(Character::toString)
            .collect(Collectors.joining());
    String data =
        "{\"action\": \"created\",\"price\":1.%d0,\"big\":12345678901234567890, \"body\":%s}"
            .formatted(number, new JsonObject().put("b", text).encode());
    return "{\"specversion\":\"1.0\",\"id\":\"%d\",\"source\":\"/made-up\",\"type\":\"made.up.%d\",\"subject\":\"repository-%d\",%s%s}"
        .formatted(number, number % 100, subject, DATA, data);
  }

  String body() {
    return String.join("\n", lines) + "\n";
  }

  /** The bytes of the payload, which stands last in a line as it is sent and as it is read. */
  static String data(String line) {
    return line.substring(line.indexOf(DATA) + DATA.length(), line.length() - 1);
  }

  /** The ids of the stream that has the most events, in the order of the lines. */
  Map.Entry<String, List<String>> largestStream() {
    return lines.stream()
        .map(JsonObject::new)
        .collect(
            Collectors.groupingBy(
                event -> event.getString("subject"),
                Collectors.mapping(event -> event.getString("id"), Collectors.toList())))
        .entrySet()
        .stream()
        .max(Comparator.comparing(stream -> stream.getValue().size()))
        .orElseThrow();
  }
}
