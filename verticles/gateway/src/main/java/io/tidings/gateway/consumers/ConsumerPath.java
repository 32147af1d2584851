package io.tidings.gateway.consumers;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Percent;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;

/** The paths of consumers, and what stands in them. */
final class ConsumerPath {

  static final String ALL = "/v1/consumers";
  static final String ONE = ALL + "/:consumer";
  static final String DEAD_LETTERS = ONE + "/dead-letters";
  static final String DEAD_LETTER = DEAD_LETTERS + "/:position";
  static final String LEDGER = "/v1/ledger";

  private ConsumerPath() {}

  /**
   * The name of a consumer that may be there.
   *
   * @throws Problem if no consumer can be of that name
   */
  static String name(Exchange exchange) {
    String name = anyName(exchange);
    if (!name.matches("[a-z0-9][a-z0-9._@-]*")) {
      throw Problem.of(
          ProblemKind.UNKNOWN_CONSUMER, "there is no consumer '" + name + "': see " + ALL);
    }
    return name;
  }

  static String anyName(Exchange exchange) {
    return exchange.pathParameter("consumer");
  }

  /**
   * The position of a dead letter.
   *
   * @throws Problem if it is no number
   */
  static long position(Exchange exchange) {
    String given = exchange.pathParameter("position");
    if (!given.matches("[1-9]\\d{0,17}")) {
      throw Problem.of(
          ProblemKind.UNKNOWN_DEAD_LETTER,
          "'" + given + "' is no position: give that of a dead letter as it is listed");
    }
    return Long.parseLong(given);
  }

  static String of(String consumer) {
    return ALL + "/" + Percent.encode(consumer);
  }
}
