/**
 * The catalogue index, with Apache Lucene: each node has a complete one of its own, built from the
 * store's feed or begun as a copy of another node's; the store remains authoritative.
 *
 * <p>Imports the core and Lucene, no protocol and no store.
 */
@NullMarked
package org.samling.search;

import org.jspecify.annotations.NullMarked;
