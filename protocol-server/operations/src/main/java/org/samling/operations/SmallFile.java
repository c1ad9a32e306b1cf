package org.samling.operations;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import org.samling.operations.Problem.Kind;
import org.samling.routes.IncomingFile;

/** A file that is read whole before anything is done. */
public final class SmallFile {

  private static final Duration ARRIVAL = Duration.ofMinutes(5);

  private SmallFile() {}

  /**
   * Receives a file.
   *
   * @param most the most bytes that it may have
   * @param tooLarge what is said where it has more
   * @throws Problem when it is too large, or doesn't arrive
   */
  public static byte[] read(IncomingFile file, int most, String tooLarge) {
    if (file.declaredSize().orElse(0) > most) {
      throw Problem.of(Kind.TOO_LARGE, tooLarge);
    }
    try (var in = file.open(ARRIVAL)) {
      var bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw Problem.of(Kind.TOO_LARGE, tooLarge);
      }
      return bytes;
    } catch (InterruptedIOException _) {
      throw Problem.of(
          Kind.TOO_SLOW,
          "The file did not arrive within %d minutes.".formatted(ARRIVAL.toMinutes()));
    } catch (IOException _) {
      throw Problem.invalid("The transfer of the file broke off.");
    }
  }
}
