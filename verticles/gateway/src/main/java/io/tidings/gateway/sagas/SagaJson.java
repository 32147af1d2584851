package io.tidings.gateway.sagas;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tidings.gateway.http.StreamPath;
import io.tidings.model.RecordedEvent;
import io.tidings.wire.EventJson;
import io.tidings.wire.PayloadMismatch;
import io.vertx.core.buffer.Buffer;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;

/**
 * Instances of sagas as JSON, from their latest steps. Anybody may have recorded these, so nothing
 * is taken for granted: what is not there is left out.
 */
final class SagaJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private SagaJson() {}

  static Buffer one(SagaPath saga, RecordedEvent step) {
    return bytes(instance(saga, step));
  }

  static Buffer all(SagaPath saga, List<RecordedEvent> steps) {
    ArrayNode instances = NODES.arrayNode();
    steps.forEach(step -> instances.add(instance(saga, step)));
    return bytes(NODES.objectNode().set("instances", instances));
  }

  /** Whether the instance has, with this step. */
  static boolean ended(RecordedEvent step) {
    return payload(step).path("ended").asBoolean();
  }

  private static ObjectNode instance(SagaPath saga, RecordedEvent event) {
    JsonNode stepped = payload(event);
    ObjectNode json = NODES.objectNode();
    json.put("saga", saga.saga());
    json.put("key", saga.key(event.stream()));
    json.put("step", stepped.path("step").asText());
    json.put("number", stepped.path("number").asLong());
    json.put("ended", stepped.path("ended").asBoolean());
    json.put("at", event.recordedAt().toString());
    json.put("cursor", event.cursor().toString());
    json.put("history", StreamPath.of(event.stream()));
    json.set("state", stepped.path("state").isMissingNode() ? null : stepped.get("state"));
    json.set("timeouts", timeouts(stepped.path("pending"), event));
    json.set("sent", list(stepped.path("commands")));
    json.set("compensations", compensations(stepped.path("undo")));
    if (stepped.path("cause").isObject()) {
      json.set("cause", stepped.get("cause"));
    }
    return json;
  }

  private static JsonNode payload(RecordedEvent event) {
    try {
      return EventJson.decode(event.data(), JsonNode.class);
    } catch (PayloadMismatch none) {
      return NODES.objectNode();
    }
  }

  /** What the step itself has set is due so long after it was recorded. */
  private static ArrayNode timeouts(JsonNode pending, RecordedEvent event) {
    ArrayNode timeouts = NODES.arrayNode();
    for (JsonNode one : pending) {
      ObjectNode timeout = timeouts.addObject().put("name", one.path("name").asText());
      if (one.path("due").isTextual()) {
        timeout.set("due", one.get("due"));
      } else {
        try {
          Duration after = Duration.parse(one.path("after").asText());
          timeout.put("due", event.recordedAt().plus(after).toString());
        } catch (DateTimeException | ArithmeticException unknown) {
          timeout.putNull("due");
        }
      }
    }
    return timeouts;
  }

  /** In the order in which they would be sent. */
  private static ArrayNode compensations(JsonNode undo) {
    ArrayNode commands = NODES.arrayNode();
    for (JsonNode one : undo) {
      commands.insert(0, one.path("command").isObject() ? one.get("command") : NODES.objectNode());
    }
    return commands;
  }

  private static ArrayNode list(JsonNode array) {
    return array instanceof ArrayNode commands ? commands : NODES.arrayNode();
  }

  private static Buffer bytes(JsonNode json) {
    return Buffer.buffer(EventJson.encode(json).toByteArray());
  }
}
