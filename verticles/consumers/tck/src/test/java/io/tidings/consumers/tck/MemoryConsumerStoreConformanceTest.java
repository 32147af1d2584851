package io.tidings.consumers.tck;

class MemoryConsumerStoreConformanceTest extends MemoryFixture {}
