/**
 * A private PostgreSQL for a node that was given none: {@link
 * io.tidings.log.embedded.EmbeddedPostgres} starts it from the binaries on the class path, keeps
 * its data across restarts and ends it with the JVM.
 *
 * <p>Blocking and plain: call it from a worker thread, never from an event loop.
 */
package io.tidings.log.embedded;
