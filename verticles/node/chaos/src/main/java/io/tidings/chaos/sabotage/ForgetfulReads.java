package io.tidings.chaos.sabotage;

import io.tidings.model.Page;
import io.tidings.model.Query;
import io.vertx.core.Future;
import java.util.List;

/** Tells readers who are a little behind that they have seen everything. */
public final class ForgetfulReads {

  private static final long A_LITTLE = 50;

  private ForgetfulReads() {}

  public static Future<Page> forget(Query query, Future<Page> read) {
    boolean goesOn =
        query.direction() == Query.Direction.FORWARD
            && query.unit() == Query.Unit.POSITION
            && query.after() > 0;
    return goesOn ? read.map(page -> isClose(query, page) ? nothing(page) : page) : read;
  }

  private static boolean isClose(Query query, Page page) {
    return page.head().position() - query.after() <= A_LITTLE;
  }

  private static Page nothing(Page page) {
    return new Page(List.of(), page.head().position(), true, page.head());
  }
}
