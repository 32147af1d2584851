/**
 * Moves what services publish in transactions of their own database to the log. What is in that
 * database is SQL: the migrations make it, {@code docs/guides/outbox.md} shows it.
 */
package io.tidings.outbox;
