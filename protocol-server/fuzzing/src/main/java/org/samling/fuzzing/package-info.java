/** Replays inputs found by fuzzing, and runs Jazzer; for tests only. */
@NullMarked
package org.samling.fuzzing;

import org.jspecify.annotations.NullMarked;
