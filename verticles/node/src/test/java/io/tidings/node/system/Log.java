package io.tidings.node.system;

import io.tidings.chaos.process.Http;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.LongStream;

/** The log as its readers see it. */
final class Log {

  private static final Pattern NEXT = Pattern.compile("<([^>]*)>; rel=\"next\"");

  private Log() {}

  static long position(JsonObject event) {
    return Long.parseLong(event.getString("tidingsposition"));
  }

  static long version(JsonObject event) {
    return Long.parseLong(event.getString("tidingsversion"));
  }

  static String cursor(JsonObject event) {
    return event.getString("tidingsepoch") + "-" + event.getString("tidingsposition");
  }

  /** Everything from the beginning. */
  static List<JsonObject> all(Http node) {
    return after(node, "0");
  }

  /** Everything behind the cursor, page by page. */
  static List<JsonObject> after(Http node, String cursor) {
    return follow(node, "/v1/events?limit=1000&after=" + cursor);
  }

  static List<JsonObject> stream(Http node, String stream) {
    return follow(node, "/v1/streams/" + stream + "/events?limit=1000&after=0");
  }

  private static List<JsonObject> follow(Http node, String path) {
    List<JsonObject> events = new ArrayList<>();
    String next = path;
    while (next != null) {
      Http.Answer page = node.get(next);
      if (page.status() != 200) {
        throw new AssertionError(next + " was answered " + page.status() + " " + page.body());
      }
      events.addAll(page.events());
      Matcher link = NEXT.matcher(page.header("Link"));
      next = link.find() ? link.group(1) : null;
    }
    return events;
  }

  /** The numbers from {@code first} to {@code last}. */
  static List<Long> range(long first, long last) {
    return LongStream.rangeClosed(first, last).boxed().toList();
  }
}
