package io.tidings.chaos.check;

/** What makes an event the same one. */
record Identity(String source, String id) {}
