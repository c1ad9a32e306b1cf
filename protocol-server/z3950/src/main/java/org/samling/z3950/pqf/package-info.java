/**
 * The prefix query notation (PQF) that people type into Z39.50 clients, parsed into a type 1 query.
 * It knows the notation and the names of attribute sets, and nothing about indexes.
 */
@NullMarked
package org.samling.z3950.pqf;

import org.jspecify.annotations.NullMarked;
