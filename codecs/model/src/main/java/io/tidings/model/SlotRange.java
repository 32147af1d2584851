package io.tidings.model;

/** A range of slots, both ends inclusive. */
public record SlotRange(int first, int last) {

  public static final SlotRange ALL = new SlotRange(0, StreamName.SLOTS - 1);

  public SlotRange {
    if (first < 0 || last >= StreamName.SLOTS || first > last) {
      throw new IllegalArgumentException(
          "no slot range: " + first + ".." + last + "; slots are 0.." + (StreamName.SLOTS - 1));
    }
  }

  public boolean contains(int slot) {
    return first <= slot && slot <= last;
  }

  public boolean all() {
    return first == 0 && last == StreamName.SLOTS - 1;
  }
}
