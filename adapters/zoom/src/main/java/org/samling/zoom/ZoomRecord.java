package org.samling.zoom;

import org.samling.core.catalogue.Bytes;

/**
 * A record as a target gave it.
 *
 * @param syntax its record syntax, such as {@code USmarc}, {@code Danmarc} or {@code XML}
 */
public record ZoomRecord(String syntax, Bytes bytes) {}
