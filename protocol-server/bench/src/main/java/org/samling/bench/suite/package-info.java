/**
 * The run of all benches in their fixed forms, and the history of their results: one line of JSON
 * for each run, in docs/performance-history.jsonl.
 */
@NullMarked
package org.samling.bench.suite;

import org.jspecify.annotations.NullMarked;
