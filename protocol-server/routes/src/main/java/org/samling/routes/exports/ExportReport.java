package org.samling.routes.exports;

import java.time.Duration;

/**
 * What came of an export.
 *
 * @param read how many records were read
 * @param written how many of them are in the file
 * @param originals how many of these are byte for byte as they came
 * @param notFound how many numbers were asked for that no record has
 * @param bytes how large the file is
 * @param duration how long it took
 */
public record ExportReport(
    long read, long written, long originals, long notFound, long bytes, Duration duration) {

  /** How many records could not be written in the form that was asked for. */
  public long refused() {
    return read - written;
  }
}
