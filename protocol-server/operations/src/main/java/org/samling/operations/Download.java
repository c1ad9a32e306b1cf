package org.samling.operations;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The output of an operation that returns a file, as it is.
 *
 * @param content the file
 * @param mediaType one of the media types with which the operation was declared
 * @param name what the file is called where it is saved
 */
public record Download(Content content, String mediaType, String name) {

  /** The media type of a table. */
  public static final String CSV = "text/csv; charset=utf-8";

  /** The media type of JSON, which is always in UTF-8. */
  public static final String JSON = "application/json";

  /** The media type of a page. */
  public static final String HTML = "text/html; charset=utf-8";

  /** A file that stays where it is, and no longer changes. */
  public Download(Path file, String mediaType, String name) {
    this(new Content.Kept(file), mediaType, name);
  }

  /** Where a file's bytes are. */
  public sealed interface Content {

    /** In a file that stays. */
    record Kept(Path file) implements Content {}

    /**
     * In a file that has no name, so that nothing is left of it, also after a crash.
     *
     * @param file is at its beginning; whoever sends it closes it
     */
    record Made(FileChannel file) implements Content {}
  }

  /** Writes what is in a file. */
  @FunctionalInterface
  public interface Writing {
    /** Writes it; need not close the writer. */
    void writeTo(Writer out) throws IOException;
  }

  /**
   * A file that is made to be sent once, in UTF-8; it may hold personal data. However long it is,
   * it takes no memory.
   *
   * @throws UncheckedIOException when it can't be written
   */
  public static Download made(String mediaType, String name, Writing content) {
    try {
      return new Download(new Content.Made(written(content)), mediaType, name);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel written(Writing content) throws IOException {
    var file =
        FileChannel.open(
            Files.createTempFile("samling-", ".part"),
            StandardOpenOption.READ,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE); // Unix takes the name away at once
    try {
      var out = new BufferedWriter(Channels.newWriter(file, StandardCharsets.UTF_8));
      content.writeTo(out);
      out.flush();
      return file.position(0);
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }
}
