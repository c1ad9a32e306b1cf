/**
 * Exports of the catalogue: its changes, for harvesters that follow it, and snapshots of all of it,
 * for those who take a copy.
 *
 * <p>Imports the JDK and JSpecify only.
 */
@NullMarked
package org.samling.core.harvest;

import org.jspecify.annotations.NullMarked;
