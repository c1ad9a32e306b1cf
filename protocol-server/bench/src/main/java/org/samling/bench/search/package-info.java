/** Indexing the catalogue, and searching it over Z39.50 and SRU. */
@NullMarked
package org.samling.bench.search;

import org.jspecify.annotations.NullMarked;
