package io.tidings.gateway.read;

import io.tidings.gateway.http.QueryParameters;
import io.tidings.model.Cursor;

/** Values of query parameters. */
public final class Parameters {

  private Parameters() {}

  /** The cursor, or null if the parameter is not there. */
  public static Cursor cursor(QueryParameters parameters, String name) {
    String given = parameters.one(name);
    return given == null ? null : cursor(name, given);
  }

  /** Reads a cursor; {@code name} is for the refusal. */
  public static Cursor cursor(String name, String given) {
    try {
      return Cursor.parse(given);
    } catch (IllegalArgumentException refused) {
      throw QueryParameters.bad(name, "is wrong: " + refused.getMessage());
    }
  }

  /** The number, or {@code absent}. */
  public static long number(QueryParameters parameters, String name, long absent) {
    String given = parameters.one(name);
    if (given == null) {
      return absent;
    }
    if (!given.matches("\\d{1,18}")) {
      throw QueryParameters.bad(name, "is '" + given + "': give a whole number from 0");
    }
    return Long.parseLong(given);
  }

  /** How many at most. */
  public static int limit(QueryParameters parameters, int absent, int most) {
    long limit = number(parameters, "limit", absent);
    if (limit < 1 || limit > most) {
      throw QueryParameters.bad("limit", "is " + limit + ": give 1 to " + most).with("limit", most);
    }
    return (int) limit;
  }
}
