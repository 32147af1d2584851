package io.tidings.gateway.consumers;

import io.tidings.gateway.http.Exchange;
import io.tidings.gateway.http.Members;
import io.tidings.gateway.http.Problem;
import io.tidings.gateway.http.ProblemKind;
import io.tidings.gateway.http.QueryParameters;

/**
 * Who changes something, and why: for the ledger (C6).
 *
 * @param by the member or parameter {@code by}, else the header field, else {@code http}
 * @param why or null
 */
record Said(String by, String why) {

  static final String BY_FIELD = "Tidings-By";

  private static final int MAX_BY = 200;
  private static final int MAX_WHY = 2000;

  Said {
    if (by.length() > MAX_BY || why != null && why.length() > MAX_WHY) {
      throw Problem.of(
          ProblemKind.BAD_MEMBER,
          "'by' has at most " + MAX_BY + " characters, and 'why' " + MAX_WHY + ": say it shorter");
    }
  }

  static Said of(Exchange exchange, Members members) {
    return of(exchange, members.text("by"), members.text("why"));
  }

  static Said of(Exchange exchange, QueryParameters parameters) {
    return of(exchange, parameters.one("by"), parameters.one("why"));
  }

  private static Said of(Exchange exchange, String by, String why) {
    String field = exchange.request().getHeader(BY_FIELD);
    return new Said(by != null ? by : field != null ? field : "http", why);
  }
}
