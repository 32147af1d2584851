/** Runs sagas on a node: what happened to them is in the log, and nowhere else. */
package io.tidings.sourcing.sagas;
