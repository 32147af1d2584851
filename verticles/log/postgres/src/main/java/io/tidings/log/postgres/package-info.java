/** The log in one schema of a PostgreSQL database, versions 14 to 18. */
package io.tidings.log.postgres;
