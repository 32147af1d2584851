/** The log in the heap of one process: where a project starts, and what unit tests use. */
package io.tidings.log.memory;
