package io.tidings.consumers.engine;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.BooleanSupplier;

/** Bounds how many streams of a segment are in work at once; the others queue, first come first. */
final class Places {

  /** Something that has a place from {@code begin} until it calls {@link #leave}. */
  interface Turn {
    void begin();
  }

  private static final long SLICE_NANOS = 5_000_000;

  private final Scope scope;
  private final BooleanSupplier open;
  private final Runnable left;
  private final int most;
  private final Deque<Turn> queue = new ArrayDeque<>();
  private int taken;
  private boolean pumping;
  private boolean resting;

  /**
   * @param open whether a turn may begin now
   * @param left told after a place was left
   */
  Places(Scope scope, int most, BooleanSupplier open, Runnable left) {
    this.scope = scope;
    this.most = most;
    this.open = open;
    this.left = left;
  }

  int taken() {
    return taken;
  }

  /** Whether a handler may be started now by one who has a place. */
  boolean isOpen() {
    return open.getAsBoolean();
  }

  /** Takes a place if one is free and nobody waits for it. */
  boolean tryEnter() {
    if (taken < most && queue.isEmpty() && open.getAsBoolean()) {
      taken++;
      return true;
    }
    return false;
  }

  void enter(Turn turn) {
    queue.add(turn);
    pump();
  }

  void leave() {
    taken--;
    pump();
    left.run();
  }

  /** Leaves after {@link #tryEnter}, when nobody can have queued meanwhile. */
  void vacate() {
    taken--;
  }

  /** Begins what may begin; a long run of turns that end at once makes room for others. */
  void pump() {
    if (pumping || resting || queue.isEmpty()) {
      return;
    }
    pumping = true;
    long begun = System.nanoTime();
    try {
      while (taken < most && !queue.isEmpty() && open.getAsBoolean()) {
        if (System.nanoTime() - begun > SLICE_NANOS) {
          rest();
          return;
        }
        taken++;
        queue.poll().begin();
      }
    } finally {
      pumping = false;
    }
  }

  void clear() {
    queue.clear();
  }

  private void rest() {
    resting = true;
    scope.inTurn(
        () -> {
          resting = false;
          pump();
          left.run();
        });
  }
}
