package org.samling.library.config;

import java.time.Duration;

/** Reads the settings for interlibrary loan, with the checks that a schema can't express. */
final class IllReader {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofMinutes(1);

  private final ConfigurationReader reader;

  /** What the file says under "ill". */
  record Written(int messageLimit, String sendEvery, boolean internalAddresses) {}

  /**
   * Makes the reader.
   *
   * @param reader collects problems
   */
  IllReader(ConfigurationReader reader) {
    this.reader = reader;
  }

  Configuration.Ill ill(Written written) {
    return new Configuration.Ill(
        written.messageLimit(), sendEvery(written), written.internalAddresses());
  }

  private Duration sendEvery(Written written) {
    var every = reader.duration("/ill/send-every", written.sendEvery());
    if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
      reader.report("/ill/send-every", "must be 1s to 1m, not " + written.sendEvery());
    }
    return every;
  }
}
