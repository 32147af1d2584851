package io.tidings.chaos.fault;

import io.tidings.chaos.rig.Rig;
import io.tidings.chaos.rig.RigNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/** Nodes that chance chooses. */
final class Nodes {

  private Nodes() {}

  static RigNode any(Rig rig, RandomGenerator random) {
    return rig.nodes().get(random.nextInt(rig.nodes().size()));
  }

  /** So many different ones, in order of their numbers. */
  static List<RigNode> some(Rig rig, int count, RandomGenerator random) {
    List<RigNode> left = new ArrayList<>(rig.nodes());
    while (left.size() > count) {
      left.remove(random.nextInt(left.size()));
    }
    left.sort(Comparator.comparingInt(RigNode::number));
    return left;
  }

  /** {@code nodes 1 and 3}. */
  static String list(List<RigNode> nodes) {
    return nodes.stream().map(RigNode::toString).collect(Collectors.joining(" and "));
  }
}
