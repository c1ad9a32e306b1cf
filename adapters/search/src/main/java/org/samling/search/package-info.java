/**
 * The catalogue index, with Apache Lucene: each node keeps a whole one of its own, made from the
 * store's feed and never the truth itself.
 *
 * <p>Imports the core and Lucene, no protocol and no store.
 */
@NullMarked
package org.samling.search;

import org.jspecify.annotations.NullMarked;
