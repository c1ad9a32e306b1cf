package org.samling.core.organisation;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a SIP2 machine may do, what it is told and how its returns are handled. A profile is data: a
 * preset, and what an account says otherwise ({@link Sip2Presets}).
 *
 * @param messages the requests that are carried out, by their two digits; 93, 97 and 99 always are
 * @param deniedFields fields, by their two letters, that no reply tells
 * @param allowedFields the optional fields that replies tell; empty for all
 * @param returns how returns are handled
 * @param alertType when a return tells its type of alert (field CV)
 * @param destination when a return tells where the item goes (field CT)
 * @param rings the types of alert, by their two digits, that call for attention
 * @param isBranchFromMessage whether a message may name the branch where it happens, of those of
 *     the account's agency; else it is the account's
 * @param terminator what ends replies
 * @param admission by what patrons are let in, or null where the machine is no door
 */
public record Sip2Profile(
    Set<String> messages,
    Set<String> deniedFields,
    Set<String> allowedFields,
    ReturnHandling returns,
    AlertTypeTold alertType,
    DestinationTold destination,
    Set<String> rings,
    boolean isBranchFromMessage,
    Terminator terminator,
    @Nullable Admission admission) {

  private static final String AT_DOORS_ONLY = "counts at doors only: add admission: true";

  /** The oldest that anybody is, in whole years. */
  public static final int OLDEST = 150;

  /** Everything: what counts for an account that has no profile. */
  public static final Sip2Profile OPEN =
      new Sip2Profile(
          Set.of("01", "09", "11", "15", "17", "19", "23", "25", "29", "35", "37", "63", "65"),
          Set.of(),
          Set.of(),
          ReturnHandling.USUAL,
          AlertTypeTold.WITH_ALERT,
          DestinationTold.AS_ROUTED,
          Set.of("01", "02", "03", "04"),
          false,
          Terminator.CR,
          null);

  /** Nothing: what counts for an account whose profile can't be read. */
  public static final Sip2Profile CLOSED =
      new Sip2Profile(
          Set.of(),
          Set.of(),
          Set.of(),
          ReturnHandling.USUAL,
          AlertTypeTold.WITH_ALERT,
          DestinationTold.AS_ROUTED,
          Set.of(),
          false,
          Terminator.CR,
          null);

  /** Copies the sets. */
  public Sip2Profile {
    messages = Set.copyOf(messages);
    deniedFields = Set.copyOf(deniedFields);
    allowedFields = Set.copyOf(allowedFields);
    rings = Set.copyOf(rings);
  }

  /** When a return tells its type of alert. */
  public enum AlertTypeTold {
    /** Where it rings. */
    WITH_ALERT("with-alert"),
    /** Where it has one, whether it rings or not. */
    ALWAYS("always"),
    /** Always: 00 where the item has only come back. */
    ZERO_ON_SUCCESS("00-on-success");

    private final String word;

    AlertTypeTold(String word) {
      this.word = word;
    }
  }

  /** When a return tells where the item goes. */
  public enum DestinationTold {
    /** Where somebody waits for the item, or it goes to another branch. */
    AS_ROUTED("as-routed"),
    /** Always. */
    ALWAYS("always"),
    /** Where it goes to another branch. */
    ONLY_WHEN_ELSEWHERE("only-when-elsewhere");

    private final String word;

    DestinationTold(String word) {
      this.word = word;
    }
  }

  /** What ends a reply. The standard has CR; some clients read on until an LF comes. */
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

  /**
   * By what patrons are let in at a door.
   *
   * @param needsRight whether somebody whose admission was withdrawn stays out
   * @param refuses what else keeps a patron out
   * @param minimumAge how old somebody must be, in whole years; 0 for any age
   * @param maximumAge how old somebody may be, in whole years; {@value #OLDEST} for any age
   */
  public record Admission(boolean needsRight, Set<Bar> refuses, int minimumAge, int maximumAge) {

    /** Copies the set. */
    public Admission {
      refuses = Set.copyOf(refuses);
    }

    /** Whether it asks how old somebody is. */
    public boolean asksAge() {
      return minimumAge > 0 || maximumAge < OLDEST;
    }
  }

  /** What keeps a patron out, beside their age and a withdrawn admission. */
  public enum Bar {
    /** A block. */
    BLOCKED("blocked"),
    /** The right to borrow has ended. */
    EXPIRED("expired"),
    /** More is owed than is allowed. */
    DEBT("debt"),
    /** More loans are overdue than is allowed. */
    OVERDUE("overdue");

    private final String word;

    Bar(String word) {
      this.word = word;
    }
  }

  /**
   * Makes a profile of its keys, as people write them.
   *
   * @param values texts, whole numbers, truths and lists of texts by their keys
   * @throws UnfitException where a key is missing, is none of a profile's, says what it can't, or
   *     does not fit another
   */
  static Sip2Profile of(Map<String, Object> values) {
    var keys = new ProfileKeys(values);
    var profile =
        new Sip2Profile(
            keys.texts("messages"),
            keys.texts("fields-denied"),
            keys.texts("fields-allowed"),
            new ReturnHandling(
                keys.one("capture-holds", Map.of("bind", true, "none", false)),
                keys.one("shelve-captured", ReturnHandling.Shelving.values(), s -> s.word()),
                keys.text("sort-rules")),
            keys.one("alert-type", AlertTypeTold.values(), a -> a.word),
            keys.one("destination", DestinationTold.values(), d -> d.word),
            keys.texts("rings"),
            keys.one("branch", Map.of("from-message", true, "account", false)),
            keys.one("terminator", Terminator.values(), t -> t.word),
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

  /** A profile says what can't be. */
  public static final class UnfitException extends RuntimeException {

    private final String key;

    /**
     * Makes the exception.
     *
     * @param key the key that does not fit
     * @param message why, and what to do, to be read behind the key
     */
    public UnfitException(String key, String message) {
      super(message);
      this.key = key;
    }

    /** The key that does not fit. */
    public String key() {
      return key;
    }
  }
}
