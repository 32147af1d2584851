package io.tidings.outbox;

import io.vertx.core.Future;

/**
 * What a relay knows from when it got the lease until something fails, and nothing of which holds
 * any more then: the server may have become another one, that gives the same numbers to other rows.
 * For one thread.
 */
final class Turn {

  /** Which run of which server: when it was started, and the file of the table that said so. */
  final String run;

  final Place place;

  /** Up to where all is settled. */
  Bookmark settled;

  /** The next page, if it has been asked for. */
  Future<Look> ahead;

  Future<Void> settling = Future.succeededFuture();

  /** The place that the database knows. */
  private Bookmark stored;

  private long until;
  private Future<Boolean> keeping = Future.succeededFuture(true);

  /** A page, and the place behind it. */
  record Look(Page page, Bookmark end) {}

  Turn(String run, Bookmark from, long until) {
    this.run = run;
    this.place = new Place(from);
    this.settled = from;
    this.stored = from;
    this.until = until;
  }

  /** Whether another relay may have got the lease. */
  boolean lapsed() {
    return System.nanoTime() - until >= 0;
  }

  /**
   * Keeps the lease, and has the place written down; unless that is under way.
   *
   * @return false if it is lost
   */
  Future<Boolean> keep(Outbox outbox, OutboxConfig config, String holder) {
    if (keeping.isComplete()) {
      Bookmark to = settled;
      long asked = System.nanoTime();
      keeping =
          outbox
              .keep(holder, run, stored, to)
              .onSuccess(
                  kept -> {
                    if (kept) {
                      stored = to;
                      until = asked + config.lease().toNanos();
                    }
                  });
    }
    return keeping;
  }

  /** Settles what is under way, and gives the lease back, with the place for who gets it. */
  Future<Void> end(Outbox outbox, OutboxConfig config, String holder) {
    return settling
        .otherwiseEmpty()
        .eventually(() -> keeping)
        .eventually(() -> keep(outbox, config, holder))
        .eventually(() -> outbox.release(holder));
  }
}
