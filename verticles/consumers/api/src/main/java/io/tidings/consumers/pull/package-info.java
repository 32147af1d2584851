/** Hosts consumers that are pulled from: the same engine, whose handler is whoever asks. */
package io.tidings.consumers.pull;
