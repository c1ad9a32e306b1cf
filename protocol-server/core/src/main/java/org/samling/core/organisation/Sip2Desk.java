package org.samling.core.organisation;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * How lending and paying at a SIP2 machine differ from other machines.
 *
 * @param listsAllHolds whether the list and count of hold items (field AS) have every hold; else
 *     only those that are ready
 * @param magneticMedia Y, N or U by the code of an item's category, or {@value #OTHERS}
 * @param securityMarkers two digits by the code of an item's category, or {@value #OTHERS}
 * @param unlentCategories the codes of the categories whose items it does not lend
 * @param register the cash register of its payments, for the cash-up; empty for none
 * @param writeOffType the payment type, two digits, by which a fee is written off; empty for none
 * @param fees whether patrons agree to what a loan, renewal or hold costs
 */
public record Sip2Desk(
    boolean listsAllHolds,
    Map<String, String> magneticMedia,
    Map<String, String> securityMarkers,
    Set<String> unlentCategories,
    String register,
    String writeOffType,
    FeeAcknowledgement fees) {

  /** The longest name of a register, in characters. */
  public static final int LONGEST_REGISTER = 40;

  /** Stands for all categories that are not named. */
  public static final String OTHERS = "*";

  private static final String UNKNOWN_MEDIA = "U";
  private static final String UNKNOWN_MARKER = "00";

  /** Payment types that the standard gives a meaning. */
  private static final Set<String> PAYMENTS = Set.of("00", "01", "02");

  /** As most machines lend. */
  public static final Sip2Desk USUAL =
      new Sip2Desk(false, Map.of(), Map.of(), Set.of(), "", "", FeeAcknowledgement.REQUIRED);

  /** Copies the collections. */
  public Sip2Desk {
    magneticMedia = Map.copyOf(magneticMedia);
    securityMarkers = Map.copyOf(securityMarkers);
    unlentCategories = Set.copyOf(unlentCategories);
  }

  static Sip2Desk of(ProfileKeys keys) {
    var writeOff = keys.text("write-off-type");
    ProfileKeys.refuseIf(
        "write-off-type",
        !writeOff.isEmpty() && (!writeOff.matches("[0-9]{2}") || PAYMENTS.contains(writeOff)),
        "must be two digits other than 00, 01 and 02, which are cash and cards; or empty");
    var register = keys.text("register");
    ProfileKeys.refuseIf(
        "register",
        register.length() > LONGEST_REGISTER,
        "must have at most %d characters".formatted(LONGEST_REGISTER));
    return new Sip2Desk(
        keys.one("hold-items", Map.of("ready", false, "all", true)),
        keys.pairs("magnetic-media", Set.of("Y", "N", UNKNOWN_MEDIA)),
        keys.pairs("security-marker", Set.of("00", "01", "02", "03")),
        keys.texts("unlent-categories"),
        register,
        writeOff,
        keys.one(
            "fee-acknowledgement",
            FeeAcknowledgement.values(),
            value -> value.name().toLowerCase(Locale.ROOT)));
  }

  /** Whether items of a category are magnetic media: Y, N or U. */
  public String magneticMedia(String category) {
    return byCategory(magneticMedia, category, UNKNOWN_MEDIA);
  }

  /** The security marker of items of a category, two digits. */
  public String securityMarker(String category) {
    return byCategory(securityMarkers, category, UNKNOWN_MARKER);
  }

  private static String byCategory(Map<String, String> values, String category, String unknown) {
    var own = values.get(category);
    return own == null ? values.getOrDefault(OTHERS, unknown) : own;
  }

  /** The categories that are named, which must exist, by the key that names them. */
  public Map<String, Set<String>> categories() {
    return Map.of(
        "magnetic-media", named(magneticMedia.keySet()),
        "security-marker", named(securityMarkers.keySet()),
        "unlent-categories", unlentCategories);
  }

  private static Set<String> named(Set<String> keys) {
    var named = new TreeSet<>(keys);
    named.remove(OTHERS);
    return named;
  }
}
