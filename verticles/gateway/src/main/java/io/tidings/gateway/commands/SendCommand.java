package io.tidings.gateway.commands;

import io.tidings.gateway.http.Admission;
import io.tidings.gateway.http.Endpoint;
import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.MediaType;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;
import io.tidings.gateway.http.Reply;
import io.tidings.gateway.write.EventBodies;
import io.tidings.gateway.write.Preconditions;
import io.tidings.model.RecordedEvent;
import io.tidings.sourcing.Rejection;
import io.tidings.sourcing.commands.Command;
import io.tidings.sourcing.commands.CommandOutcome;
import io.tidings.sourcing.commands.Commands;
import io.tidings.wire.CloudEventsJson;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Set;

/** {@code POST /v1/commands/{decider}/{stream}}: a command as a CloudEvent, and its outcome. */
final class SendCommand implements Endpoint {

  static final Set<String> MEDIA_TYPES = Set.of(MediaType.EVENT);

  private static final int OK = 200;
  private static final int ENVELOPE_BYTES = 512;

  private final Commands commands;
  private final EventBodies bodies;
  private final Admission.Slots slots;

  SendCommand(Commands commands, EventBodies bodies, Admission.Slots slots) {
    this.commands = commands;
    this.bodies = bodies;
    this.slots = slots;
  }

  @Override
  public Future<?> serve(Exchange exchange) {
    QueryParameters.parse(exchange.request().query(), Set.of());
    Preconditions.refuse(exchange.request());
    CommandPath path = CommandPath.of(exchange.request());
    String type = MediaType.of(exchange.request());
    if (type.equals(MediaType.BATCH)) {
      return Future.failedFuture(MediaType.unsupported(type, MEDIA_TYPES));
    }
    return bodies
        .read(exchange, MEDIA_TYPES)
        .map(events -> path.command(events.get(0)))
        .compose(
            command ->
                slots
                    .hold(() -> commands.send(command))
                    .compose(outcome -> answer(exchange, command, outcome)));
  }

  private static Future<Void> answer(Exchange exchange, Command command, CommandOutcome outcome) {
    if (outcome instanceof CommandOutcome.Rejected rejected) {
      return Future.failedFuture(refusal(rejected.rejection()));
    }
    return new Reply(
            OK, MediaType.JSON, body(exchange, command.stream(), (CommandOutcome.Accepted) outcome))
        .send(exchange.response());
  }

  private static Problem refusal(Rejection rejection) {
    return Problem.of(ProblemKind.COMMAND_REJECTED, String.valueOf(rejection.detail()))
        .with("rejection", rejection.code());
  }

  /** The events as they were recorded, byte for byte. */
  private static Buffer body(Exchange exchange, String stream, CommandOutcome.Accepted accepted) {
    List<RecordedEvent> events = accepted.events();
    long estimate =
        events.stream()
            .mapToLong(one -> ENVELOPE_BYTES + (one.data() == null ? 0 : one.data().length()))
            .sum();
    exchange.reservation().insist(2 * estimate);
    JsonObject about = new JsonObject().put("stream", stream).put("version", accepted.version());
    if (!events.isEmpty()) {
      about.put("cursor", events.get(events.size() - 1).cursor().toString());
    }
    String members = about.put("duplicate", accepted.duplicate()).encode();
    Buffer body = Buffer.buffer((int) estimate + members.length());
    body.appendString(members, "UTF-8").setByte(body.length() - 1, (byte) ',');
    body.appendString("\"events\":");
    CloudEventsJson.appendBatch(body, events);
    return body.appendByte((byte) '}');
  }
}
