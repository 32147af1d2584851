package io.tidings.chaos.flood;

/**
 * What a client looks at of an answer.
 *
 * @param retryAfter whether it says when to come again
 * @param outcomeUnknown whether it leaves open if the request was recorded
 */
record Answer(int status, boolean retryAfter, boolean outcomeUnknown) {

  /** Of the text of a whole answer. */
  static Answer of(String head, String text) {
    int status = Integer.parseInt(head.substring(9, 12));
    return new Answer(
        status,
        head.contains("\r\nretry-after: "),
        status == 500 || status == 503 && text.contains(":log-unavailable"));
  }
}
