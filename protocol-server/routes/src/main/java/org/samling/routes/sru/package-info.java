/**
 * SRU 1.1, 1.2 and 2.0: searches over HTTP become queries to the index, and what is found becomes
 * records in the schema asked for. {@link org.samling.routes.sru.SruResponder} is the way in.
 */
@NullMarked
package org.samling.routes.sru;

import org.jspecify.annotations.NullMarked;
