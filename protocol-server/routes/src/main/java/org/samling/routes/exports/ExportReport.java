package org.samling.routes.exports;

import java.time.Duration;

/**
 * The result of an export.
 *
 * @param read how many records were read
 * @param written how many of them are in the file
 * @param originals how many of these are byte for byte as they were received
 * @param notFound how many requested numbers no record has
 * @param bytes the file's size
 */
public record ExportReport(
    long read, long written, long originals, long notFound, long bytes, Duration duration) {

  /** How many records could not be written in the requested form. */
  public long refused() {
    return read - written;
  }
}
