package org.samling.core.organisation;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * How a SIP2 machine's messages are written and read on a connection. Within XML only the barcodes
 * are read as said here.
 *
 * @param terminator the terminator of replies
 * @param delimiter what ends a field of variable length, in both directions
 * @param codePage the character set
 * @param timeout how long the machine waits for a reply, in tenths of a second (98); {@value
 *     #UNKNOWN} for unknown
 * @param retries how often it repeats a request (98); {@value #UNKNOWN} for unknown
 * @param institution what the machine calls the institution (field AO), which needs to be no ISIL;
 *     empty for the ISIL of the branch's agency
 * @param isCodabar whether the start and stop letters of Codabar are taken off cards and barcodes
 */
public record Sip2Wire(
    Terminator terminator,
    char delimiter,
    CodePage codePage,
    int timeout,
    int retries,
    String institution,
    boolean isCodabar) {

  /** The time-out or number of retries that the standard has for an unknown one. */
  public static final int UNKNOWN = 999;

  /** The longest institution, in characters. */
  public static final int LONGEST_INSTITUTION = 100;

  private static final Duration LONGEST_PERIOD = Duration.ofMinutes(10);

  /** As the standard has it. */
  public static final Sip2Wire STANDARD =
      new Sip2Wire(Terminator.CR, '|', CodePage.ACCOUNT, 100, 3, "", false);

  /** What may delimit fields: visible ASCII that occurs in no fixed-length field. */
  private static final Pattern DELIMITER = Pattern.compile("[!-),/:-@\\[-`{-~]");

  private static final Pattern CODABAR =
      Pattern.compile("[A-Da-d]([0-9$:/.+-]*[0-9][0-9$:/.+-]*)[A-Da-d]");

  /** The terminator of a reply. The standard has CR; some clients wait for an LF. */
  public enum Terminator {
    /** CR alone, as the standard has it. */
    CR("cr"),
    /** CR and LF. */
    CRLF("crlf"),
    /** LF alone. */
    LF("lf");

    private final String word;

    Terminator(String word) {
      this.word = word;
    }
  }

  /** A character set. What it lacks is transliterated. */
  public enum CodePage {
    /** The one that the account itself has. */
    ACCOUNT("account"),
    /** ASCII, of seven bits. */
    ASCII("ascii"),
    /** Code page 850, the standard's own. */
    CP850("cp850"),
    /** ISO 8859-1. */
    ISO_8859_1("iso-8859-1"),
    /** Windows-1252. */
    WINDOWS_1252("windows-1252"),
    /** UTF-8. */
    UTF_8("utf-8");

    private final String word;

    CodePage(String word) {
      this.word = word;
    }
  }

  static Sip2Wire of(ProfileKeys keys) {
    var delimiter = keys.text("delimiter");
    ProfileKeys.refuseIf(
        "delimiter",
        !DELIMITER.matcher(delimiter).matches(),
        "must be one visible ASCII character that is no letter, digit, +, -, * or .");
    var timeout = keys.number("timeout", UNKNOWN);
    ProfileKeys.refuseIf("timeout", timeout == 0, "must be 1 or more: 0 means not on-line");
    var institution = keys.text("institution");
    ProfileKeys.refuseIf(
        "institution",
        institution.length() > LONGEST_INSTITUTION
            || institution.chars().anyMatch(Character::isISOControl)
            || institution.contains(delimiter),
        "must have at most %d characters, none of which is the delimiter or a control character"
            .formatted(LONGEST_INSTITUTION));
    return new Sip2Wire(
        keys.one("terminator", Terminator.values(), t -> t.word),
        delimiter.charAt(0),
        keys.one("charset", CodePage.values(), c -> c.word),
        timeout,
        keys.number("retries", UNKNOWN),
        institution,
        keys.truth("codabar"));
  }

  /**
   * How long the machine keeps repeating a request, ten minutes at most; where that is unknown, as
   * long as most machines do.
   */
  public Duration retryPeriod() {
    if (timeout == UNKNOWN || retries == UNKNOWN) {
      return STANDARD.retryPeriod();
    }
    var period = Duration.ofMillis(100L * timeout).multipliedBy(retries + 1L);
    return period.compareTo(LONGEST_PERIOD) > 0 ? LONGEST_PERIOD : period;
  }

  /** The name of its character set, for an account that has this one itself. */
  public String charset(String own) {
    return codePage == CodePage.ACCOUNT ? own : codePage.word;
  }

  /** The number of a card or an item as it was scanned: without blanks around it. */
  public String barcode(String scanned) {
    var stripped = scanned.strip();
    if (!isCodabar) {
      return stripped;
    }
    var codabar = CODABAR.matcher(stripped);
    return codabar.matches() ? codabar.group(1) : stripped;
  }
}
