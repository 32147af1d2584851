package io.tidings.gateway.consumers;

import io.tidings.gateway.http.Members;

/**
 * What a puller settles an event with: the store's receipt behind the position.
 *
 * @param text as it stands in requests and answers
 * @param receipt the store's
 */
record Receipt(String text, long position, String receipt) {

  static String write(long position, String receipt) {
    return position + "-" + receipt;
  }

  /**
   * @throws io.tidings.gateway.http.Problem naming the member
   */
  static Receipt read(Members members, String member, String text) {
    int dash = text == null ? -1 : text.indexOf('-');
    if (dash < 1 || dash == text.length() - 1 || !text.substring(0, dash).matches("\\d{1,18}")) {
      throw members.bad(
          member, "is '" + text + "': give a receipt as it was answered with the event");
    }
    return new Receipt(text, Long.parseLong(text.substring(0, dash)), text.substring(dash + 1));
  }
}
