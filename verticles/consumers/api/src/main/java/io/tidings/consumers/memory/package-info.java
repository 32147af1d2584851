/** Consumers whose places live as long as the process: where projects start, and unit tests. */
package io.tidings.consumers.memory;
