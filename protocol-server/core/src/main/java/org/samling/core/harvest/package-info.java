/**
 * The catalogue as it leaves the library: what changed in it, for those who follow it from outside,
 * and the whole of it at one moment, for those who take a copy.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.harvest;

import org.jspecify.annotations.NullMarked;
