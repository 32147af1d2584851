/** Runs deciders, projections and sagas on a node. */
package io.tidings.sourcing.engine;
