package io.tidings.chaos.rig;

import java.util.List;

/**
 * Where a node runs.
 *
 * @param host its address
 * @param httpPort the same at every start
 * @param gateway the address of the harness as the node sees it
 * @param prefix the command that runs another one there
 * @param settings by which it finds the other nodes
 */
public record Place(
    String host, int httpPort, String gateway, List<String> prefix, List<String> settings) {}
