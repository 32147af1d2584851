/**
 * Deciders and sagas as their authors write them: pure functions over records. Nothing here knows
 * the log, the bus or a thread, so a unit test needs nothing but the JDK.
 */
package io.tidings.sourcing;
