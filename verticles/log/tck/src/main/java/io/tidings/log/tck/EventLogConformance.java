package io.tidings.log.tck;

/**
 * All the suites. To test an adapter, implement this in a test class and supply an empty log:
 *
 * <pre>{@code
 * class MemoryEventLogConformanceTest implements EventLogConformance {
 *   @Override
 *   public EventLog emptyLog() {
 *     return new MemoryEventLog();
 *   }
 * }
 * }</pre>
 *
 * Nothing is skipped and nothing is optional. Not asked for, because an adapter needs its own
 * means: that an acknowledged event outlives the process (L6), and what a restore does to cursors
 * (L7).
 */
public interface EventLogConformance
    extends AppendConformance,
        ExpectedVersionConformance,
        RepeatConformance,
        ReuseConformance,
        ImmutabilityConformance,
        HeadConformance,
        ReadConformance,
        FilterConformance,
        PagingConformance,
        CursorConformance,
        ConcurrencyConformance,
        BoundaryConformance,
        CriteriaConformance,
        BoundaryReadConformance {}
