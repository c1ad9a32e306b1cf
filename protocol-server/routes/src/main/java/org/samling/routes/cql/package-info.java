/**
 * Turns CQL queries into queries to the index, for every protocol that uses CQL. The context sets,
 * indexes and relations are data in one place.
 */
@NullMarked
package org.samling.routes.cql;

import org.jspecify.annotations.NullMarked;
