/**
 * The client side of Z39.50 and SRU, behind the interface that its field calls ZOOM (the Z39.50
 * Object-Orientation Model, 1.4).
 *
 * <p>A target is somebody else's server: whatever it sends, late, broken or without end, costs what
 * was asked of it and no more.
 */
@NullMarked
package org.samling.zoom;

import org.jspecify.annotations.NullMarked;
