/**
 * Patrons, their identifiers, and how they prove who they are.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.patron;

import org.jspecify.annotations.NullMarked;
