package io.tidings.chaos.load;

import io.tidings.chaos.history.Recorder;
import java.net.URI;
import java.util.List;

/**
 * Where loads work.
 *
 * @param nodes whose addresses stay, whatever becomes of them
 * @param database the way around all nodes
 * @param recorder of the run
 * @param throttle of what is appended
 */
public record Site(List<URI> nodes, Connections database, Recorder recorder, Throttle throttle) {

  /** Of a client that appends. */
  Pace pace(double perSecond) {
    return new Pace(perSecond, throttle::share);
  }
}
