package io.tidings.gateway.commands;

import io.tidings.gateway.http.Percent;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.Refusals;
import io.tidings.model.InvalidEvent;
import io.tidings.model.NewEvent;
import io.tidings.sourcing.commands.Command;
import io.vertx.core.http.HttpServerRequest;

/** Which decider, and which stream. Each name stands in one segment, percent-encoded. */
record CommandPath(String decider, String stream) {

  /** For the router. */
  static final String ROUTE = "/v1/commands/:decider/:stream";

  private static final String BEFORE = "/v1/commands/";

  /**
   * The names in the path.
   *
   * @throws Problem if they are not in UTF-8
   */
  static CommandPath of(HttpServerRequest request) {
    String path = request.path();
    String[] names = path.substring(Math.min(path.length(), BEFORE.length())).split("/", -1);
    if (!path.startsWith(BEFORE) || names.length != 2) {
      throw Refusals.notFound(path);
    }
    return new CommandPath(
        Percent.decodePath(names[0], ProblemKind.MALFORMED_REQUEST),
        Percent.decodePath(names[1], ProblemKind.MALFORMED_REQUEST));
  }

  /**
   * The command to send there.
   *
   * @throws Problem if a name can be none
   */
  Command command(NewEvent message) {
    try {
      return new Command(decider, stream, message);
    } catch (InvalidEvent invalid) {
      throw Problem.of(ProblemKind.MALFORMED_REQUEST, "In the path, " + invalid.getMessage())
          .with("attribute", invalid.attribute());
    } catch (IllegalArgumentException invalid) {
      throw Problem.of(ProblemKind.MALFORMED_REQUEST, "In the path, " + invalid.getMessage());
    }
  }
}
