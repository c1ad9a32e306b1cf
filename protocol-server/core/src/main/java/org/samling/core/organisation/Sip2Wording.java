package org.samling.core.organisation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * How what patrons read at a SIP2 machine is worded. Templates are Mustache; which names there are
 * is known to the routes, which check them.
 *
 * @param texts the name of the own texts that go before the tenant's ({@link OwnTexts})
 * @param isInPatronsLanguage whether a patron who may be told of their account is addressed in
 *     their own language in every reply; else the machine's language is used where a message names
 *     none
 * @param screenWidth the most characters of a screen message; a longer one continues in the next
 * @param dueFormat how due dates (AH) are written, as a pattern of {@link DateTimeFormatter}
 * @param expiryFormat how the last day of the right to borrow (PA) is written, likewise
 * @param templates what some fields are made of
 * @param patronFields further fields in the reply to 63
 * @param itemFields further fields in the reply to 17
 */
public record Sip2Wording(
    String texts,
    boolean isInPatronsLanguage,
    int screenWidth,
    String dueFormat,
    String expiryFormat,
    Templates templates,
    List<CustomField> patronFields,
    List<CustomField> itemFields) {

  /** A date as the standard writes it, in local time. */
  public static final String STANDARD_DATE = "yyyyMMdd    HHmmss";

  /** The most characters of a field. */
  public static final int LONGEST = 255;

  private static final int NARROWEST = 20;
  private static final int LONGEST_NAME = 40;
  private static final int MOST_FIELDS = 20;
  private static final Pattern FIELD = Pattern.compile("([A-Z]{2})=(.+)");

  /** What is used where an account has no profile. */
  public static final Sip2Wording DEFAULT =
      new Sip2Wording(
          OwnTexts.OF_TENANT,
          false,
          LONGEST,
          STANDARD_DATE,
          STANDARD_DATE,
          new Templates(
              "{{name}}",
              "{{name}}",
              "{{number}} {{amount}} {{type}} {{date}}{{#title}} {{title}}{{/title}}"
                  + "{{#reason}} ({{reason}}){{/reason}}"),
          List.of(),
          List.of());

  /** Copies the lists. */
  public Sip2Wording {
    patronFields = List.copyOf(patronFields);
    itemFields = List.copyOf(itemFields);
  }

  /**
   * What some fields are made of.
   *
   * @param name the patron's name (AE)
   * @param holdName the name of the patron for whom a returned item is held (DA)
   * @param fee a fee in a list (AV)
   */
  public record Templates(String name, String holdName, String fee) {}

  /**
   * A field of the library's own.
   *
   * @param id its two letters
   */
  public record CustomField(String id, String template) {}

  static Sip2Wording of(ProfileKeys keys) {
    var width = keys.number("screen-width", LONGEST);
    ProfileKeys.refuseIf(
        "screen-width",
        width < NARROWEST,
        "must be a number from %d to %d".formatted(NARROWEST, LONGEST));
    return new Sip2Wording(
        line(keys, "wording", LONGEST_NAME),
        keys.one("language", Map.of("patron", true, "account", false)),
        width,
        format(keys, "due-format"),
        format(keys, "expiry-format"),
        new Templates(
            line(keys, "name-template", LONGEST),
            line(keys, "hold-name-template", LONGEST),
            line(keys, "fee-template", LONGEST)),
        fields(keys, "patron-fields"),
        fields(keys, "item-fields"));
  }

  private static String line(ProfileKeys keys, String key, int longest) {
    var text = keys.text(key);
    ProfileKeys.refuseIf(
        key,
        text.isBlank() || text.length() > longest,
        "must have 1 to %d characters".formatted(longest));
    ProfileKeys.refuseIf(
        key,
        text.indexOf('|') >= 0 || text.chars().anyMatch(Character::isISOControl),
        "must be one line without \"|\", which ends a field of SIP2");
    return text;
  }

  private static String format(ProfileKeys keys, String key) {
    var pattern = line(keys, key, LONGEST_NAME);
    try {
      var _ =
          DateTimeFormatter.ofPattern(pattern, Locale.ROOT)
              .format(Instant.EPOCH.atZone(ZoneOffset.UTC));
    } catch (IllegalArgumentException | DateTimeException e) {
      throw new Sip2Profile.UnfitException(
          key, "is not a pattern such as dd.MM.yyyy: " + e.getMessage());
    }
    return pattern;
  }

  private static List<CustomField> fields(ProfileKeys keys, String key) {
    var fields = new ArrayList<CustomField>();
    var ids = new HashSet<String>();
    for (var written : keys.list(key)) {
      var parts = FIELD.matcher(written);
      ProfileKeys.refuseIf(
          key,
          !parts.matches() || written.length() > LONGEST,
          "must be fields such as QP={{category}}, of at most %d characters, not \"%s\""
              .formatted(LONGEST, written));
      ProfileKeys.refuseIf(
          key,
          written.indexOf('|') >= 0 || written.chars().anyMatch(Character::isISOControl),
          "must be lines without \"|\", which ends a field of SIP2");
      ProfileKeys.refuseIf(
          key, !ids.add(parts.group(1)), "has the field %s twice".formatted(parts.group(1)));
      fields.add(new CustomField(parts.group(1), parts.group(2)));
    }
    ProfileKeys.refuseIf(
        key, fields.size() > MOST_FIELDS, "may have at most %d fields".formatted(MOST_FIELDS));
    return fields;
  }
}
