/**
 * The prefix query notation (PQF) that clients of Z39.50 are typed into, to a query of type 1. It
 * knows the notation and the names of attribute sets, and nothing of any index.
 */
@NullMarked
package org.samling.z3950.pqf;

import org.jspecify.annotations.NullMarked;
