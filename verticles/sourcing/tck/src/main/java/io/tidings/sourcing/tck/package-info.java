/** What every store of snapshots must do. */
package io.tidings.sourcing.tck;
