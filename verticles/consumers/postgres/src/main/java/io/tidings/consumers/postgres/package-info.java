/** The consumers' store in the schema of a log on PostgreSQL, and handlers in its transactions. */
package io.tidings.consumers.postgres;
