/**
 * The client side of Z39.50 and SRU: libyaz, behind the interface that its field calls ZOOM (the
 * Z39.50 Object-Orientation Model, 1.4).
 *
 * <p>libyaz is called through Java's own foreign function interface, so nothing is compiled. Where
 * it is not installed, {@link org.samling.zoom.ZoomUnavailableException} says how to get it, and
 * nothing else changes.
 */
@NullMarked
package org.samling.zoom;

import org.jspecify.annotations.NullMarked;
