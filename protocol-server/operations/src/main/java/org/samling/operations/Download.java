package org.samling.operations;

import java.nio.file.Path;

/**
 * The output of an operation that returns a file, as it is.
 *
 * @param file the file, which no longer changes
 * @param mediaType one of the media types with which the operation was declared
 * @param name what the file is called where it is saved
 */
public record Download(Path file, String mediaType, String name) {

  /** The media type of a table. */
  public static final String CSV = "text/csv; charset=utf-8";
}
