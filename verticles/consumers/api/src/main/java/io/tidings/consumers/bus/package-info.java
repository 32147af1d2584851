/** The store of consumers as reached over the event bus, and as served there. */
package io.tidings.consumers.bus;
