package io.tidings.model;

import java.util.Objects;

/**
 * The condition that a decision still rests on all there is (L9): no event within the boundary has
 * been recorded after the cursor.
 *
 * @param since what was read of the boundary: the end of the last page, not the last match. A bare
 *     position is of the current epoch
 */
public record Unchanged(Boundary boundary, Cursor since) {

  public Unchanged {
    Objects.requireNonNull(boundary, "boundary");
    Objects.requireNonNull(since, "since");
  }
}
