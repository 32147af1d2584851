package io.tidings.model;

/**
 * The end of the log: the position of its last event, 0 while it is empty. Since positions have no
 * gaps (L3) it is the number of events as well.
 */
public record Head(long epoch, long position) {

  public Head {
    if (epoch < 0 || position < 0) {
      throw new IllegalArgumentException("a head is not negative: " + epoch + "-" + position);
    }
  }

  public Cursor cursor() {
    return new Cursor(epoch, position);
  }
}
