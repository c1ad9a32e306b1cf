/**
 * The store on PostgreSQL: the only code that speaks SQL.
 *
 * <p>State-changing commands of a tenant go through its one {@link
 * org.samling.postgres.writer.TenantWriter}, which has a batch decided by the core and written in
 * two round trips. Everything a tenant owns is fenced by row-level security in the database itself.
 * Imports the core and PostgreSQL's libraries, no protocol.
 */
@NullMarked
package org.samling.postgres;

import org.jspecify.annotations.NullMarked;
