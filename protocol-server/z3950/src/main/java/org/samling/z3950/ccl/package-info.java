/**
 * The Common Command Language (ISO 8777) of type 2 queries, parsed into a tree and converted to
 * type 1 queries. It knows the language and the attributes of Bib-1, and nothing about indexes.
 */
@NullMarked
package org.samling.z3950.ccl;

import org.jspecify.annotations.NullMarked;
