package io.tidings.log.bus;

import io.tidings.log.EventLog;
import io.tidings.model.Append;
import io.tidings.model.AppendResult;
import io.tidings.model.Head;
import io.tidings.model.Page;
import io.tidings.model.Query;
import io.tidings.wire.AppendReply;
import io.tidings.wire.AppendRequest;
import io.tidings.wire.HeadRequest;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;

/**
 * The log as reached over the bus, so that a verticle needs no database. A request that is not
 * answered in time is repeated until the deadline, which L5 makes safe; an append may therefore be
 * answered as a duplicate of itself.
 */
public final class BusEventLog implements EventLog {

  private final Requests requests;
  private final Gathering gathering = new Gathering(this::request);

  /** Apart: a node of a version before boundaries refuses a whole request for one of these. */
  private final Gathering gatheringOnCondition = new Gathering(this::request);

  /**
   * @param localOnly whether this node has the persistence role itself; its requests then stay in
   *     the JVM and pass by reference, unless they have to be repeated
   */
  public BusEventLog(Vertx vertx, BusLogConfig config, boolean localOnly) {
    this.requests = new Requests(vertx, config, localOnly);
  }

  @Override
  public Future<List<AppendResult>> append(List<Append> batch) {
    boolean onCondition = batch.stream().anyMatch(append -> append.unchanged() != null);
    return (onCondition ? gatheringOnCondition : gathering).append(batch);
  }

  private Future<List<AppendResult>> request(List<Append> batch) {
    return requests
        .send(Addresses.APPEND, new AppendRequest(batch), AppendReply.class)
        .map(AppendReply::results);
  }

  @Override
  public Future<Page> read(Query query) {
    return requests.send(Addresses.READ, query, Page.class);
  }

  @Override
  public Future<Head> head() {
    return requests.send(Addresses.HEAD, new HeadRequest(), Head.class);
  }
}
