/**
 * The people who run the library by the console: who they are, what their roles let them do, and
 * what they did.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.staff;

import org.jspecify.annotations.NullMarked;
