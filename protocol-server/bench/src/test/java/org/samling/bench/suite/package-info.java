/** Tests of the run of all benches and of its history. */
@NullMarked
package org.samling.bench.suite;

import org.jspecify.annotations.NullMarked;
