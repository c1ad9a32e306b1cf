package org.samling.core.notices;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores the notice preferences of patrons, and the addresses that do not work.
 * Throws {@link org.samling.core.StoreException} when the store can't be reached.
 */
public interface NoticeContacts {

  /** The most characters in an address. */
  int LONGEST_ADDRESS = 320;

  /** The most characters in a reason. */
  int LONGEST_REASON = 500;

  /**
   * A patron's preference for one kind of notice.
   *
   * @param isWanted whether the patron wants such notices at all
   * @param channel the name of the channel, or null for the library's
   * @param isDaily whether once a day or at once, or null for the library's choice
   */
  record NoticePreference(boolean isWanted, @Nullable String channel, @Nullable Boolean isDaily) {

    /** No notices. */
    public static final NoticePreference OFF = new NoticePreference(false, null);

    private NoticePreference(boolean isWanted, @Nullable String channel) {
      this(isWanted, channel, null);
    }

    /** Checks that the preference is not empty, and has no other parts where notices are off. */
    public NoticePreference {
      if (isWanted == (channel == null && isDaily == null)) {
        throw new IllegalArgumentException("a notice preference is a channel, a time, or off");
      }
    }

    /** Notices by a channel. */
    public static NoticePreference by(String channel) {
      return new NoticePreference(true, channel);
    }
  }

  /** A patron's preferences by kind; kinds without a preference are left out. */
  Map<NoticeKind, NoticePreference> preferences(TenantId tenant, UUID patron);

  /**
   * Stores a preference of a patron.
   *
   * @param kind the kind of notice
   * @param wish the preference, or null for the library's default
   */
  void put(TenantId tenant, UUID patron, NoticeKind kind, @Nullable NoticePreference wish);

  /**
   * Stores preferences of patrons who have none for the kind yet.
   *
   * @param wishes by patron and kind
   */
  void putMissing(TenantId tenant, Map<UUID, Map<NoticeKind, NoticePreference>> wishes);

  /**
   * An address that did not work. Until the bounce is removed it is not used; another address of
   * the patron is.
   *
   * @param reason the reported reason
   * @param by who reported it
   * @param at when it was reported first
   */
  record Bounce(String address, String reason, String by, Instant at) {}

  /** The addresses that do not work, the latest report first, after a place; null for the start. */
  List<Bounce> bounces(TenantId tenant, @Nullable BouncePlace after, int limit);

  /**
   * A place in the list of addresses that do not work.
   *
   * @param at when the address was reported
   */
  record BouncePlace(Instant at, String address) {}

  /**
   * Records that an address does not work.
   *
   * @return whether that was not recorded yet
   */
  boolean addBounce(TenantId tenant, String address, String reason, String by);

  /** The address to which a message went, or empty where there is no such message. */
  Optional<String> addressOf(TenantId tenant, UUID message);

  /**
   * Lets an address be used again.
   *
   * @return whether it was recorded as not working
   */
  boolean removeBounce(TenantId tenant, String address);

  /**
   * An address normalised for comparison: without blanks around it, an e-mail address in lower
   * case.
   */
  static String normal(String address) {
    var stripped = address.strip();
    return stripped.indexOf('@') < 0 ? stripped : stripped.toLowerCase(java.util.Locale.ROOT);
  }
}
