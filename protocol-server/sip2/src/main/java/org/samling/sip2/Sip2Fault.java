package org.samling.sip2;

/**
 * What clients do wrong. Each says where the standard ("3M Standard Interchange Protocol" 2.00) has
 * it otherwise, how to mend it, and whether Samling tolerates it: does what was meant all the same.
 */
public enum Sip2Fault {
  TERMINATOR_LF(
      true,
      "message delimiter",
      "end each message with CR (0D) alone; replies end with CR, too, unless the account's profile says terminator: lf"),
  TERMINATOR_CRLF(
      true,
      "message delimiter",
      "end each message with CR (0D) alone; replies end with CR, too, unless the account's profile says terminator: crlf"),
  TERMINATOR_MISSING(false, "message delimiter", "end each message with CR (0D), also the last"),
  JUNK_BEFORE_MESSAGE(true, "message delimiter", "send nothing between CR and the next command"),
  UNKNOWN_COMMAND(
      false,
      "commands",
      "start with the two digits of one of the sixteen requests; no answer comes"),
  FIXED_PART_INCOMPLETE(
      false, "fixed-length fields", "send every fixed-length field with all its characters"),
  FIXED_FIELD_SHORT(true, "fixed-length fields", "fill the field up to its width"),
  FLAG_ODD(true, "fixed-length fields", "send Y or N; anything else counts as N"),
  CODE_UNKNOWN(true, "fixed-length fields", "send one of the codes that the standard lists"),
  NUMBER_ODD(true, "fixed-length fields", "send digits, with zeros in front, or blanks"),
  DATE_ODD(
      true, "date and time", "send YYYYMMDDZZZZHHMMSS, a day of the calendar; blanks mean no date"),
  TIME_ZONE_ODD(
      true,
      "date and time",
      "send four blanks for local time, or three blanks and a letter; others are taken for local time"),
  DATE_BLANK(
      true,
      "date and time",
      "send the time at which it is sent; without it another message is taken for this one while what this one did stands"),
  DATE_REPEATED(
      true,
      "date and time",
      "send the time at which each message is sent, to the second; else another message is taken for the first one while what that did stands"),
  LANGUAGE_BEFORE_DATE(
      true, "fixed-length fields", "leave the language out: only 23 and 63 have one"),
  DELIMITER_AFTER_FIXED_PART(
      true, "variable-length fields", "put no delimiter behind the fixed-length fields"),
  SUMMARY_SEVERAL(true, "summary", "send one Y: one list can be asked for at a time"),
  REQUIRED_FIELD_MISSING(
      false, "required fields", "send the field, with nothing behind its id where it is empty"),
  UNKNOWN_FIELD(true, "variable-length fields", "leave it out; it is ignored"),
  FIELD_OF_ANOTHER_MESSAGE(true, "variable-length fields", "leave it out; it is ignored"),
  FIELD_TWICE(true, "variable-length fields", "send it once; the first counts"),
  FIELD_WITHOUT_ID(true, "variable-length fields", "start each field with its two letters"),
  FIELD_TOO_LONG(true, "variable-length fields", "send 255 characters at most"),
  FIELD_WIDTH_WRONG(true, "variable-length fields", "send as many characters as the field has"),
  CONTROL_CHARACTER(
      true, "variable-length fields", "send printable characters; it becomes a blank"),
  LAST_DELIMITER_MISSING(
      true, "variable-length fields", "end every field with the delimiter, also the last"),
  DELIMITERS_AT_END(true, "variable-length fields", "end the message with one delimiter at most"),
  CHARSET_WRONG(
      false, "character set", "send the account's character set, or change the account's"),
  CHECKSUM_WRONG(
      false,
      "error detection",
      "send the two's complement of the low sixteen bits of the sum of all bytes up to and with AZ"),
  CHECKSUM_EMPTY(true, "error detection", "send four hexadecimal digits behind AZ"),
  CHECKSUM_MISSING(true, "error detection", "send AZ and the checksum behind AY"),
  SEQUENCE_MISSING(true, "error detection", "send AY and a digit in front of AZ"),
  NO_ERROR_DETECTION(
      true, "error detection", "send AY and AZ, so that damage and repetitions show"),
  SEQUENCE_NOT_ADVANCED(
      true,
      "error detection",
      "count AY on from 0 to 9; the same digit means the same message again"),
  SEQUENCE_ON_RESEND(true, "error detection", "send 97 without AY"),
  NOT_LOGGED_IN(false, "login", "send 93 first; only 93, 97 and 99 are answered before it"),
  LOGIN_ENCRYPTED(false, "login", "send 0 for both algorithms, and name and password as they are"),
  LOGIN_REFUSED(false, "login", "check the name (CN) and the password (CO)"),
  MESSAGE_NOT_OFFERED(
      false,
      "ACS status",
      "send what the server's last 98 has Y for in BX, or change what the account's profile allows"),
  ASKED_TO_RESEND(false, "error detection", "see what was found in the message before");

  private final boolean tolerated;
  private final String section;
  private final String remedy;

  Sip2Fault(boolean tolerated, String section, String remedy) {
    this.tolerated = tolerated;
    this.section = section;
    this.remedy = remedy;
  }

  /** Whether Samling does what was meant all the same, as a rule. */
  public boolean isTolerated() {
    return tolerated;
  }

  /** What the standard calls the matter. */
  public String section() {
    return section;
  }

  /** How to mend it. */
  public String remedy() {
    return remedy;
  }
}
