package io.tidings.consumers.tck;

/**
 * All the suites. To test an adapter, implement this in a test class and supply a store:
 *
 * <pre>{@code
 * class MemoryConsumerStoreConformanceTest implements ConsumerStoreConformance {
 *   private final MovableClock clock = new MovableClock();
 *   private long recorded;
 *
 *   @Override
 *   public ConsumerStore freshStore() {
 *     return new MemoryConsumerStore(clock);
 *   }
 *
 *   @Override
 *   public long record(String stream) {
 *     return ++recorded;
 *   }
 *
 *   @Override
 *   public void letTimePass() {
 *     clock.advance(Duration.ofMillis(50));
 *   }
 * }
 * }</pre>
 *
 * Nothing is skipped and nothing is optional.
 */
public interface ConsumerStoreConformance
    extends DefinitionsConformance,
        SteeringConformance,
        ReplayConformance,
        ReshapeConformance,
        SegmentsConformance,
        CheckpointsConformance,
        HeldStreamsConformance,
        LateHoldsConformance,
        OutagesConformance,
        DeadLettersConformance,
        RedriveConformance,
        InboxConformance,
        OffersConformance,
        SettlementsConformance,
        LedgerConformance,
        ConcurrencyConformance {}
