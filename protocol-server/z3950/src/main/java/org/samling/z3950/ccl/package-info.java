/**
 * The Common Command Language (ISO 8777) as queries of type 2 have it, to a tree and on to a query
 * of type 1. It knows the language and the attributes of Bib-1, and nothing of any index.
 */
@NullMarked
package org.samling.z3950.ccl;

import org.jspecify.annotations.NullMarked;
