/**
 * SRU 1.1, 1.2 and 2.0: turns searches over HTTP into queries to the index, and the results into
 * records in the requested schema. {@link org.samling.routes.sru.SruResponder} is the entry point.
 */
@NullMarked
package org.samling.routes.sru;

import org.jspecify.annotations.NullMarked;
