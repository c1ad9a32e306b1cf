package org.samling.cli.access;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.samling.sip2.shadow.RecordedExchange;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A recording: an exchange a line, as JSON. Only its owner may read it. Each exchange is on disk
 * before the next, so that a recording that is broken off is whole up to there. Threads may share
 * it.
 */
final class RecordingFile implements AutoCloseable {

  private static final JsonMapper JSON = JsonMapper.shared();

  /** How much is recorded at most; a kiosk's day is some 10 MB. */
  private static final long LARGEST = 4L << 30;

  /** How many exchanges are replayed at most. */
  static final int MOST_EXCHANGES = 2_000_000;

  private final Path path;
  private final OutputStream out;
  private long size;
  private int count;

  /**
   * Begins a recording.
   *
   * @throws IllegalArgumentException where the file is there already
   */
  RecordingFile(Path path) throws IOException {
    this.path = path;
    try {
      Files.createFile(path, readableByTheOwnerOnly(path));
    } catch (FileAlreadyExistsException e) {
      throw new IllegalArgumentException(
          "%s exists already: name another file for the recording".formatted(path), e);
    }
    out = Files.newOutputStream(path);
  }

  private static FileAttribute<?>[] readableByTheOwnerOnly(Path path) {
    return path.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /**
   * Writes exchanges.
   *
   * @throws IOException where the file has reached its largest size
   */
  synchronized void write(List<RecordedExchange> exchanges) throws IOException {
    for (var exchange : exchanges) {
      var line = (JSON.writeValueAsString(exchange) + "\n").getBytes(StandardCharsets.UTF_8);
      if (size + line.length > LARGEST) {
        throw new IOException("%s has reached its largest size, 4 GiB".formatted(path));
      }
      out.write(line);
      size += line.length;
      count++;
    }
  }

  /** How many exchanges were written. */
  synchronized int count() {
    return count;
  }

  /**
   * Reads a recording.
   *
   * @throws IllegalArgumentException where it is none, or has too many exchanges
   */
  static List<RecordedExchange> read(Path path) throws IOException {
    var exchanges = new ArrayList<RecordedExchange>();
    try (var in = Files.newBufferedReader(path);
        var values = JSON.readerFor(RecordedExchange.class).<RecordedExchange>readValues(in)) {
      while (values.hasNextValue()) {
        if (exchanges.size() == MOST_EXCHANGES) {
          throw new IllegalArgumentException(
              "%s has more than %d exchanges".formatted(path, MOST_EXCHANGES));
        }
        exchanges.add(values.nextValue());
      }
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("%s can't be read".formatted(path), e);
    } catch (JacksonException e) {
      throw new IllegalArgumentException(
          "%s is not a recording of sip2 doctor: exchange %d can't be read"
              .formatted(path, exchanges.size() + 1),
          e);
    }
    return exchanges;
  }

  @Override
  public synchronized void close() throws IOException {
    out.close();
  }
}
