/** States of streams, kept so that loading a long stream is quick: the port and its adapters. */
package io.tidings.sourcing.snapshots;
