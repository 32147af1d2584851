package io.tidings.chaos.load;

import java.sql.SQLException;

/** Work of verticles within the nodes, which begin by themselves; seen through the database. */
abstract class InNodes implements Load {

  private final Connections database;
  private long moment;
  private long head = -1;

  InNodes(Site site) {
    this.database = site.database();
  }

  final Connections database() {
    return database;
  }

  /** Whether they have done something behind that position. */
  abstract boolean worksBehind(long position) throws SQLException;

  @Override
  public void start() {
    // They have begun with their nodes.
  }

  @Override
  public final synchronized boolean worksSince(long since) {
    try {
      if (moment != since) {
        head = database.head();
        moment = since;
      }
      return worksBehind(head);
    } catch (SQLException away) {
      return false;
    }
  }

  @Override
  public void close() {
    // They end with their nodes.
  }
}
