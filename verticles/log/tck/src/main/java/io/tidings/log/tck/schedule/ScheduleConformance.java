package io.tidings.log.tck.schedule;

/**
 * All the suites. To test an adapter, implement this in a test class and supply an empty store.
 * Nothing is skipped and nothing is optional. Not asked for, because an adapter needs its own
 * means: that what was accepted outlives the process (S1).
 */
public interface ScheduleConformance
    extends AcceptConformance, CancelConformance, ListConformance, ClaimConformance {}
