/** Replays what fuzzing found, and runs Jazzer; for tests only. */
@NullMarked
package org.samling.fuzzing;

import org.jspecify.annotations.NullMarked;
