/** The references, pgbench and Zebra, measured in turn with Samling in the same run. */
@NullMarked
package org.samling.bench.reference;

import org.jspecify.annotations.NullMarked;
