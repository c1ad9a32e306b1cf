/** What Samling is measured beside: pgbench and Zebra, in turn with it in the same run. */
@NullMarked
package org.samling.bench.reference;

import org.jspecify.annotations.NullMarked;
