/**
 * Queries in CQL become queries to the index, for every protocol in which they come: which context
 * sets, indexes and relations there are is data in one place.
 */
@NullMarked
package org.samling.routes.cql;

import org.jspecify.annotations.NullMarked;
