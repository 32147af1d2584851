package io.tidings.chaos.rig;

/** The nodes, the server and the network between them that a run is about. */
public final class Rig {}
