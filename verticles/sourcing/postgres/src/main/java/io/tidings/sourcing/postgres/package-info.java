/** Snapshots in the PostgreSQL schema of the log. */
package io.tidings.sourcing.postgres;
