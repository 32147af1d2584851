package io.tidings.node.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.chaos.process.Http;
import io.tidings.chaos.process.NodeProcess;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.stream.IntStream;

/**
 * L7, whichever way the log was rolled back: {@link #before} and {@link #lose} on the log that is
 * lost, {@link #check} on the one that was restored to in between.
 */
final class Rollback {

  static final int SHARED = 3;
  static final int LOST = 5;
  private static final int NEW = 10;

  private String past;
  private String end;
  private List<String> lost;

  /** What both histories have. */
  void before(Http node) {
    List<String> cursors = post(node, "shared", SHARED);
    past = cursors.get(1);
    end = cursors.get(SHARED - 1);
  }

  /** What only the lost history has. */
  void lose(Http node) {
    lost = post(node, "lost", LOST);
    assertThat(Log.after(node, end)).hasSize(LOST);
  }

  void check(Machine machine, NodeProcess restored) {
    Http node = restored.http();
    assertThat(Log.all(node)).hasSize(SHARED);
    String back = refused(node);
    assertThat(ids(Log.after(node, back))).isEmpty();
    assertThat(ids(Log.after(node, past))).containsExactly("shared-2");
    SseClient live = machine.follow(restored, "", "Last-Event-ID", past).await(1);

    post(node, "new", NEW);

    List<String> added = names("new", NEW);
    assertThat(Log.all(node)).hasSize(SHARED + NEW);
    assertThat(refused(node)).isEqualTo(back);
    assertThat(ids(Log.after(node, back))).isEqualTo(added);
    assertThat(ids(Log.after(node, end))).isEqualTo(added);
    assertThat(live.await(1 + NEW).ids().subList(1, 1 + NEW)).isEqualTo(added);
    assertThat(machine.follow(restored, "", "Last-Event-ID", back).await(NEW).ids())
        .isEqualTo(added);
  }

  /** Every cursor of the lost tail, to pages as to live clients; returns where to go back to. */
  private String refused(Http node) {
    String back = null;
    for (String cursor : lost) {
      Http.Answer page = node.get("/v1/events?after=" + cursor);
      Http.Answer live =
          node.get("/v1/events", "Accept", "text/event-stream", "Last-Event-ID", cursor);
      Http.Answer view = node.get("/v1/events?at-least=" + cursor);
      for (Http.Answer answer : List.of(page, live, view)) {
        assertThat(answer.status()).as(cursor + ": " + answer.body()).isEqualTo(410);
        JsonObject problem = answer.json();
        assertThat(problem.getString("type")).isEqualTo("urn:tidings:problem:cursor-lost");
        back = problem.getString("goBackTo");
        assertThat(back).endsWith("-" + SHARED).isNotEqualTo(end);
      }
    }
    return back;
  }

  private static List<String> post(Http node, String name, int count) {
    return names(name, count).stream().map(id -> node.post(Events.event(id)).cursor()).toList();
  }

  private static List<String> names(String name, int count) {
    return IntStream.range(0, count).mapToObj(n -> name + "-" + n).toList();
  }

  private static List<String> ids(List<JsonObject> events) {
    return events.stream().map(event -> event.getString("id")).toList();
  }
}
