package org.samling.exchange.registry;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.StoreException;
import org.samling.core.circulation.reason.DecisionReason;
import org.samling.exchange.registry.PersonEventLine.FaultyLineException;
import org.samling.routes.registry.PersonEvents;

/**
 * Processes the events of files in order. A faulty line is reported and skipped. Processing the
 * same file again repeats nothing.
 */
public final class PersonEventFiles {

  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final PersonEvents events;

  /** Makes it for a route of events. */
  public PersonEventFiles(PersonEvents events) {
    this.events = events;
  }

  /** The store broke off a file; the events processed until then stay. */
  public static final class BrokenOffException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient PersonEventReport soFar;

    BrokenOffException(long line, PersonEventReport soFar, StoreException cause) {
      super("nothing was taken from line %d on: %s".formatted(line, cause.getMessage()), cause);
      this.soFar = soFar;
    }

    /** The report on the lines before. */
    public PersonEventReport soFar() {
      return soFar;
    }
  }

  /**
   * Processes the events of a file.
   *
   * @throws IOException when it can't be read
   * @throws BrokenOffException when the store is busy or unavailable; the file can be sent again
   */
  public PersonEventReport take(Path file) throws IOException {
    var report = PersonEventReport.EMPTY;
    // Bytes that are not UTF-8 become a character that marks the line as faulty.
    try (var in =
        new BufferedReader(
            new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
      var number = 1L;
      for (var line = next(in); line != null; line = next(in)) {
        var text = number == 1 && line.indexOf(BYTE_ORDER_MARK) == 0 ? line.substring(1) : line;
        if (!text.isBlank()) {
          report = take(text, number, report);
        }
        number++;
      }
    }
    return report;
  }

  private PersonEventReport take(String line, long number, PersonEventReport soFar) {
    try {
      if (line.length() > PersonEventLine.MAX_LENGTH) {
        throw new FaultyLineException(
            "has more than %d characters".formatted(PersonEventLine.MAX_LENGTH));
      }
      var taken = events.apply(PersonEventLine.read(line));
      if (!taken.refused().isEmpty()) {
        throw new FaultyLineException(
            taken.refused().stream()
                .map(DecisionReason::toString)
                .distinct()
                .collect(Collectors.joining("; ", "was refused by ", "")));
      }
      if (taken.patrons() == 0) {
        return soFar.withNobody();
      }
      return taken.patrons() == taken.known() ? soFar.withKnown() : soFar.withTaken();
    } catch (FaultyLineException e) {
      return soFar.with(new PersonEventReport.Fault(number, String.valueOf(e.getMessage())));
    } catch (StoreException e) {
      throw new BrokenOffException(number, soFar, e);
    }
  }

  /** The next line, cut off just beyond the length at which it is too long; null at the end. */
  private static @Nullable String next(BufferedReader in) throws IOException {
    var line = new StringBuilder();
    var read = in.read();
    if (read < 0) {
      return null;
    }
    for (; read >= 0 && read != '\n'; read = in.read()) {
      if (line.length() <= PersonEventLine.MAX_LENGTH) {
        line.append((char) read);
      }
    }
    return line.toString();
  }
}
