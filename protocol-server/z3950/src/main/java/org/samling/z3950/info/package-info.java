/** Information on a search that comes beside its records: facets, and counts by database. */
@NullMarked
package org.samling.z3950.info;

import org.jspecify.annotations.NullMarked;
