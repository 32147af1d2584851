/**
 * What every {@link io.tidings.log.EventLog} must do, as suites to implement. They ask nothing of a
 * log but the port: restarts, restores (L7) and durability (L6) are for the tests of an adapter.
 */
package io.tidings.log.tck;
