package org.samling.sip2;

/**
 * Common faults of clients. Each has the section of the standard ("3M Standard Interchange
 * Protocol" 2.00) that it violates, how to fix it, and whether Samling tolerates it, that is, does
 * what was meant nevertheless.
 */
public enum Sip2Fault {
  TERMINATOR_LF(
      true,
      "message delimiter",
      "end each message with CR (0D) alone; replies end with CR too, unless the account's profile says terminator: lf"),
  TERMINATOR_CRLF(
      true,
      "message delimiter",
      "end each message with CR (0D) alone; replies end with CR too, unless the account's profile says terminator: crlf"),
  TERMINATOR_MISSING(
      false, "message delimiter", "end each message with CR (0D), including the last"),
  JUNK_BEFORE_MESSAGE(true, "message delimiter", "send nothing between CR and the next command"),
  UNKNOWN_COMMAND(
      false,
      "commands",
      "start with the two digits of one of the sixteen requests; anything else gets no answer"),
  FIXED_PART_INCOMPLETE(false, "fixed-length fields", "send every fixed-length field in full"),
  FIXED_FIELD_SHORT(true, "fixed-length fields", "pad the field to its width"),
  FLAG_ODD(true, "fixed-length fields", "send Y or N; anything else counts as N"),
  CODE_UNKNOWN(true, "fixed-length fields", "send one of the codes that the standard lists"),
  NUMBER_ODD(true, "fixed-length fields", "send digits with leading zeros, or blanks"),
  DATE_ODD(true, "date and time", "send a valid date as YYYYMMDDZZZZHHMMSS; blanks mean no date"),
  TIME_ZONE_ODD(
      true,
      "date and time",
      "send four blanks for local time, or three blanks and a letter; anything else is read as local time"),
  DATE_BLANK(
      true,
      "date and time",
      "send the time at which it is sent; without it a later message is taken for a repeat of this one while this one is in effect"),
  DATE_REPEATED(
      true,
      "date and time",
      "send the time at which each message is sent, to the second; otherwise a later message is taken for a repeat of the first while the first is in effect"),
  LANGUAGE_BEFORE_DATE(
      true, "fixed-length fields", "leave the language out: only 23 and 63 have one"),
  DELIMITER_AFTER_FIXED_PART(
      true, "variable-length fields", "put no delimiter after the fixed-length fields"),
  SUMMARY_SEVERAL(true, "summary", "send one Y: only one list can be requested at a time"),
  REQUIRED_FIELD_MISSING(
      false, "required fields", "send the field; if it is empty, send its id alone"),
  UNKNOWN_FIELD(true, "variable-length fields", "leave it out; it is ignored"),
  FIELD_OF_ANOTHER_MESSAGE(true, "variable-length fields", "leave it out; it is ignored"),
  FIELD_TWICE(true, "variable-length fields", "send it once; the first one counts"),
  FIELD_WITHOUT_ID(true, "variable-length fields", "start each field with its two letters"),
  FIELD_TOO_LONG(true, "variable-length fields", "send at most 255 characters"),
  FIELD_WIDTH_WRONG(
      true, "variable-length fields", "send exactly as many characters as the field has"),
  CONTROL_CHARACTER(
      true, "variable-length fields", "send printable characters; it becomes a blank"),
  LAST_DELIMITER_MISSING(
      true, "variable-length fields", "end every field with the delimiter, including the last"),
  DELIMITERS_AT_END(true, "variable-length fields", "end the message with at most one delimiter"),
  CHARSET_WRONG(
      false, "character set", "send the account's character set, or change it for the account"),
  CHECKSUM_WRONG(
      false,
      "error detection",
      "send the two's complement of the low sixteen bits of the sum of all bytes up to and including AZ"),
  CHECKSUM_EMPTY(true, "error detection", "send four hexadecimal digits after AZ"),
  CHECKSUM_MISSING(true, "error detection", "send AZ and the checksum after AY"),
  SEQUENCE_MISSING(true, "error detection", "send AY and a digit before AZ"),
  NO_ERROR_DETECTION(
      true, "error detection", "send AY and AZ, so that damage and repeats can be detected"),
  SEQUENCE_NOT_ADVANCED(
      true,
      "error detection",
      "count AY from 0 to 9 and start again; the same digit means a repeat of the same message"),
  SEQUENCE_ON_RESEND(true, "error detection", "send 97 without AY"),
  NOT_LOGGED_IN(false, "login", "send 93 first; only 93, 97 and 99 are answered before it"),
  LOGIN_ENCRYPTED(
      false, "login", "send 0 for both algorithms, and the name and password in clear text"),
  LOGIN_REFUSED(false, "login", "check the name (CN) and the password (CO)"),
  MESSAGE_NOT_OFFERED(
      false,
      "ACS status",
      "send only messages with Y in BX of the server's last 98, or change what the account's profile allows"),
  ASKED_TO_RESEND(false, "error detection", "see the findings in the message before");

  private final boolean tolerated;
  private final String section;
  private final String remedy;

  Sip2Fault(boolean tolerated, String section, String remedy) {
    this.tolerated = tolerated;
    this.section = section;
    this.remedy = remedy;
  }

  /** Whether Samling normally does what was meant nevertheless. */
  public boolean isTolerated() {
    return tolerated;
  }

  /** The subject, in the standard's terms. */
  public String section() {
    return section;
  }

  /** How to fix it. */
  public String remedy() {
    return remedy;
  }
}
