package org.samling.zoom;

import org.samling.core.catalogue.Bytes;

/**
 * A record as returned by a target.
 *
 * @param syntax its record syntax, such as {@code USmarc}, {@code Danmarc} or {@code XML}
 */
public record ZoomRecord(String syntax, Bytes bytes) {}
