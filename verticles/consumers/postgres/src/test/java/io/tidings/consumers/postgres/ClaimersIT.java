package io.tidings.consumers.postgres;

import static io.tidings.log.tck.AwaitedLog.await;
import static org.assertj.core.api.Assertions.assertThat;

import io.tidings.consumers.Progress;
import io.tidings.consumers.Segments.Assignment;
import io.tidings.consumers.Segments.Claim;
import io.tidings.consumers.Segments.Segment;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator.ReplaceUnderscores;
import org.junit.jupiter.api.Test;

/** Many nodes claim at once. */
@DisplayNameGeneration(ReplaceUnderscores.class)
class ClaimersIT extends OpenStore {

  private static final int NODES = 8;
  private static final int SEGMENTS = 30;

  private final Map<String, List<Segment>> held = new TreeMap<>();

  @Test
  void C4_nodes_that_claim_at_once_share_evenly_and_never_own_one_segment_twice() {
    declare(SEGMENTS);
    IntStream.range(0, NODES).forEach(node -> held.put("node-" + node, List.of()));

    for (int round = 0; round < 4; round++) {
      claimAtOnce();
    }

    assertThat(held.values()).extracting(List::size).containsOnly(3, 4);
    assertThat(held.get("node-0")).hasSize(4);
    assertThat(held.get("node-7")).hasSize(3);
    for (int round = 0; round < 2; round++) {
      Map<String, List<Segment>> before = new HashMap<>(held);
      claimAtOnce();
      assertThat(held).isEqualTo(before);
    }
  }

  /** Every node gives back what it is asked to, and claims again. */
  private void claimAtOnce() {
    Map<String, Future<Assignment>> claims = new TreeMap<>();
    held.forEach(
        (node, segments) ->
            claims.put(
                node,
                store.claim(
                    new Claim(
                        MAIL, node, LEASE, segments.stream().map(OpenStore::lease).toList()))));
    claims.forEach((node, claim) -> held.put(node, keep(await(claim))));
    List<Integer> owned = new ArrayList<>();
    held.values().forEach(all -> all.forEach(segment -> owned.add(segment.slots().first())));
    assertThat(owned).doesNotHaveDuplicates();
  }

  private List<Segment> keep(Assignment assignment) {
    int kept = assignment.segments().size() - assignment.giveBack();
    assignment
        .segments()
        .subList(kept, assignment.segments().size())
        .forEach(segment -> assertThat(release(segment, Progress.at(at(0)))).isTrue());
    return assignment.segments().subList(0, kept);
  }
}
