package org.samling.core.organisation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SIP2 machine may do and see, and how its returns are handled. A profile is data: a preset
 * with an account's overrides ({@link Sip2Presets}).
 *
 * @param messages the requests that are allowed, by their two digits; 93, 97 and 99 always are
 * @param deniedFields fields, by their two letters, that are left out of every reply
 * @param allowedFields the optional fields in replies; empty for all
 * @param withoutPin what is told of a patron who has given no right PIN
 * @param returns how returns are handled
 * @param alerts what a checkin response says of the return, and of where the item goes
 * @param isBranchFromMessage whether a message may name the branch, one of the account's agency;
 *     else it is the account's branch
 * @param wire how messages are written and read
 * @param desk how lending differs from other machines
 * @param wording how what patrons read is worded
 * @param admission the rules by which patrons are admitted, or null where the machine is not a door
 */
public record Sip2Profile(
    Set<String> messages,
    Set<String> deniedFields,
    Set<String> allowedFields,
    Set<PatronData> withoutPin,
    ReturnHandling returns,
    Alerts alerts,
    boolean isBranchFromMessage,
    Sip2Wire wire,
    Sip2Desk desk,
    Sip2Wording wording,
    @Nullable Admission admission) {

  private static final String AT_DOORS_ONLY = "counts at doors only: add admission: true";

  /** The greatest age, in whole years. */
  public static final int OLDEST = 150;

  /** For an account without a profile: all requests, and nothing personal without a right PIN. */
  public static final Sip2Profile DEFAULT =
      new Sip2Profile(
          Set.of("01", "09", "11", "15", "17", "19", "23", "25", "29", "35", "37", "63", "65"),
          Set.of(),
          Set.of(),
          Set.of(),
          ReturnHandling.USUAL,
          new Alerts(
              AlertTypeRule.WITH_ALERT,
              DestinationRule.AS_ROUTED,
              Set.of("01", "02", "03", "04"),
              false),
          false,
          Sip2Wire.STANDARD,
          Sip2Desk.USUAL,
          Sip2Wording.DEFAULT,
          null);

  /** Nothing is allowed: for an account whose profile can't be read. */
  public static final Sip2Profile CLOSED =
      new Sip2Profile(
          Set.of(),
          Set.of(),
          Set.of(),
          Set.of(),
          ReturnHandling.USUAL,
          new Alerts(AlertTypeRule.WITH_ALERT, DestinationRule.AS_ROUTED, Set.of(), false),
          false,
          Sip2Wire.STANDARD,
          Sip2Desk.USUAL,
          Sip2Wording.DEFAULT,
          null);

  /** Copies the sets. */
  public Sip2Profile {
    messages = Set.copyOf(messages);
    deniedFields = Set.copyOf(deniedFields);
    allowedFields = Set.copyOf(allowedFields);
    withoutPin = Set.copyOf(withoutPin);
  }

  /**
   * Whether its machine is told of patrons who have given no right PIN: who gives it must be able
   * to see patrons, too.
   */
  public boolean tellsOfPatrons() {
    return !withoutPin.isEmpty();
  }

  /**
   * What a checkin response says of the return, and of where the item goes.
   *
   * @param type when it contains the alert type (field CV)
   * @param destination when it contains the destination (field CT)
   * @param rings the alert types, by their two digits, that set the alert flag
   * @param refusesIdle whether the return of an item that was not on loan is answered as refused,
   *     though it is registered
   */
  public record Alerts(
      AlertTypeRule type, DestinationRule destination, Set<String> rings, boolean refusesIdle) {

    /** Copies the set. */
    public Alerts {
      rings = Set.copyOf(rings);
    }
  }

  /** When a checkin response contains the alert type. */
  public enum AlertTypeRule {
    /** With the alert flag. */
    WITH_ALERT("with-alert"),
    /** Where there is one, with or without the alert flag. */
    ALWAYS("always"),
    /** Always: 00 where the item was just returned. */
    ZERO_ON_SUCCESS("00-on-success");

    private final String word;

    AlertTypeRule(String word) {
      this.word = word;
    }
  }

  /** When a checkin response contains the destination. */
  public enum DestinationRule {
    /** Where the item fills a hold, or goes to another branch. */
    AS_ROUTED("as-routed"),
    /** Always. */
    ALWAYS("always"),
    /** Where it goes to another branch. */
    ONLY_WHEN_ELSEWHERE("only-when-elsewhere");

    private final String word;

    DestinationRule(String word) {
      this.word = word;
    }
  }

  /**
   * The rules by which patrons are admitted at a door.
   *
   * @param needsRight whether patrons whose admission was withdrawn are refused
   * @param refuses the other reasons to refuse a patron
   * @param minimumAge the minimum age, in whole years; 0 for none
   * @param maximumAge the maximum age, in whole years; {@value #OLDEST} for none
   */
  public record Admission(boolean needsRight, Set<Bar> refuses, int minimumAge, int maximumAge) {

    /** Copies the set. */
    public Admission {
      refuses = Set.copyOf(refuses);
    }

    /** Whether it depends on the patron's age. */
    public boolean asksAge() {
      return minimumAge > 0 || maximumAge < OLDEST;
    }
  }

  /** A reason to refuse a patron, beside age and withdrawn admission. */
  public enum Bar {
    /** A block. */
    BLOCKED("blocked"),
    /** The right to borrow has ended. */
    EXPIRED("expired"),
    /** The debt is above the limit. */
    DEBT("debt"),
    /** The number of overdue loans is above the limit. */
    OVERDUE("overdue");

    private final String word;

    Bar(String word) {
      this.word = word;
    }
  }

  /**
   * Makes a profile from its keys in the configuration.
   *
   * @param values strings, integers, booleans and lists of strings by their keys
   * @throws UnfitException where a key is missing or unknown, has an invalid value, or conflicts
   *     with another
   */
  static Sip2Profile of(Map<String, Object> values) {
    var keys = new ProfileKeys(values);
    var profile =
        new Sip2Profile(
            keys.texts("messages"),
            keys.texts("fields-denied"),
            keys.texts("fields-allowed"),
            keys.several("without-pin", PatronData.values(), PatronData::word),
            new ReturnHandling(
                keys.one("capture-holds", Map.of("bind", true, "none", false)),
                keys.one("shelve-captured", ReturnHandling.Shelving.values(), s -> s.word()),
                keys.text("sort-rules")),
            new Alerts(
                keys.one("alert-type", AlertTypeRule.values(), a -> a.word),
                keys.one("destination", DestinationRule.values(), d -> d.word),
                keys.texts("rings"),
                keys.one("not-on-loan", Map.of("accepted", false, "refused", true))),
            keys.one("branch", Map.of("from-message", true, "account", false)),
            Sip2Wire.of(keys),
            Sip2Desk.of(keys),
            Sip2Wording.of(keys),
            admission(keys));
    keys.checkAllAreRead();
    return profile;
  }

  private static @Nullable Admission admission(ProfileKeys keys) {
    var isDoor = keys.truth("admission");
    var admission =
        new Admission(
            keys.truth("admission-right"),
            keys.several("admission-refuses", Bar.values(), b -> b.word),
            keys.number("minimum-age", OLDEST),
            keys.number("maximum-age", OLDEST));
    ProfileKeys.refuseIf(
        "minimum-age",
        admission.minimumAge() > admission.maximumAge(),
        "is above maximum-age, which is %d: nobody would be let in"
            .formatted(admission.maximumAge()));
    if (isDoor) {
      return admission;
    }
    ProfileKeys.refuseIf("admission-right", admission.needsRight(), AT_DOORS_ONLY);
    ProfileKeys.refuseIf("admission-refuses", !admission.refuses().isEmpty(), AT_DOORS_ONLY);
    ProfileKeys.refuseIf("minimum-age", admission.minimumAge() > 0, AT_DOORS_ONLY);
    ProfileKeys.refuseIf("maximum-age", admission.maximumAge() < OLDEST, AT_DOORS_ONLY);
    return null;
  }

  /** A profile is invalid. */
  public static final class UnfitException extends RuntimeException {

    private final String key;

    /**
     * Names the key.
     *
     * @param key the invalid key
     * @param message why, and what to do, to be read after the key
     */
    public UnfitException(String key, String message) {
      super(message);
      this.key = key;
    }

    /** The invalid key. */
    public String key() {
      return key;
    }
  }
}
