package io.tidings.gateway;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.gateway.http.ProblemKind;
import io.vertx.core.json.JsonObject;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a gateway may answer, whatever it was sent. */
final class Answers {

  private static final Pattern STATUS = Pattern.compile("HTTP/\\d\\.\\d (\\d{3}) ");
  private static final Pattern SOURCE =
      Pattern.compile(
          "\\tat |[A-Za-z]+(?:Exception|Error)\\b|\\b(?:java|jdk|sun|io|com)\\.\\w+\\.[\\w.$]+");
  private static final int LONGEST_PROBLEM = 8 * 1024;
  private static final Set<Integer> STATUSES = statuses();

  private Answers() {}

  private static Set<Integer> statuses() {
    Set<Integer> statuses = new HashSet<>(List.of(100, 200, 201, 202, 204));
    Arrays.stream(ProblemKind.values()).map(ProblemKind::status).forEach(statuses::add);
    statuses.remove(ProblemKind.INTERNAL_ERROR.status());
    statuses.add(501); // Vert.x refuses other versions of HTTP so, and says no more
    return statuses;
  }

  /** Any number of answers, one after the other. */
  static void checkAll(byte[] request, byte[] answers) {
    String asked = new String(request, ISO_8859_1);
    if (STATUS.matcher(asked).find()) {
      return; // it may come back within an answer
    }
    String text = new String(answers, ISO_8859_1);
    Matcher status = STATUS.matcher(text);
    if (!text.isEmpty()) {
      assertThat(status.lookingAt()).as(text).isTrue();
    }
    status.reset();
    while (status.find()) {
      assertThat(STATUSES).as(text).contains(Integer.parseInt(status.group(1)));
    }
    tellsNothingOfTheInside(asked, text);
  }

  /** Exactly one answer, and after it the end of the connection; null if there was none. */
  static Http.Answer one(String method, String path, byte[] request, byte[] answer) {
    checkAll(request, answer);
    String text = new String(answer, ISO_8859_1);
    int begin = text.startsWith("HTTP/1.1 100 ") ? text.indexOf("\r\n\r\n") + 4 : 0;
    int end = text.indexOf("\r\n\r\n", begin);
    if (end < 0) {
      return null;
    }
    Map<String, List<String>> fields = new HashMap<>();
    String[] lines = text.substring(begin, end).split("\r\n");
    for (String line : Arrays.asList(lines).subList(1, lines.length)) {
      int colon = line.indexOf(':');
      fields.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT),
          List.of(line.substring(colon + 1).strip()));
    }
    String body = text.substring(end + 4);
    if (fields.containsKey("transfer-encoding")) {
      body = joined(body);
    }
    Http.Answer read =
        new Http.Answer(
            method,
            path,
            Integer.parseInt(lines[0].substring(9, 12)),
            fields,
            new String(body.getBytes(ISO_8859_1), UTF_8));
    check(read);
    return read;
  }

  private static void check(Http.Answer answer) {
    if (answer.status() < 400) {
      return;
    }
    assertThat(answer.header("content-type")).isEqualTo(Http.PROBLEM);
    if (!answer.method().equals("HEAD")) {
      JsonObject problem = answer.json();
      assertThat(problem.getString("type")).startsWith("urn:tidings:problem:");
      assertThat(problem.getInteger("status")).isEqualTo(answer.status());
      assertThat(problem.getString("detail")).isNotBlank();
      assertThat(answer.body()).hasSizeLessThan(LONGEST_PROBLEM);
    }
    if (answer.status() == 429 || answer.status() == 503) {
      assertThat(answer.header("retry-after")).isNotNull();
    }
  }

  private static String joined(String chunks) {
    StringBuilder body = new StringBuilder();
    int at = 0;
    while (at < chunks.length()) {
      int line = chunks.indexOf("\r\n", at);
      if (line < 0) {
        break;
      }
      int size = Integer.parseInt(chunks.substring(at, line), 16);
      body.append(chunks, line + 2, Math.min(chunks.length(), line + 2 + size));
      at = line + 2 + size + 2;
    }
    return body.toString();
  }

  private static void tellsNothingOfTheInside(String asked, String text) {
    Matcher source = SOURCE.matcher(text);
    while (source.find()) {
      assertThat(asked).as(text).containsIgnoringCase(source.group());
    }
  }
}
