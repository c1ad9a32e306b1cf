/**
 * The client side of Z39.50 and SRU, behind the interface known as ZOOM (the Z39.50
 * Object-Orientation Model, 1.4).
 *
 * <p>A target is somebody else's server: whatever it sends, late, broken or endless, affects only
 * the request made to it.
 */
@NullMarked
package org.samling.zoom;

import org.jspecify.annotations.NullMarked;
