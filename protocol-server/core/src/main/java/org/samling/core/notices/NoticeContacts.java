package org.samling.core.notices;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.organisation.TenantId;

/**
 * The port that keeps where patrons want to be told of what, and which addresses do not work.
 * Throws {@link org.samling.core.StoreException} when the store can't be asked.
 */
public interface NoticeContacts {

  /** How many characters an address has at most. */
  int LONGEST_ADDRESS = 320;

  /** How many characters a reason has at most. */
  int LONGEST_REASON = 500;

  /**
   * What a patron wants to be told of something.
   *
   * @param isWanted whether they want to be told at all
   * @param channel the name of the channel by which, or null for the library's
   * @param isDaily whether once a day or at once, or null for as the library does
   */
  record Wish(boolean isWanted, @Nullable String channel, @Nullable Boolean isDaily) {

    /** Not at all. */
    public static final Wish OFF = new Wish(false, null, null);

    /** A wish says something, and nothing else where it says not at all. */
    public Wish {
      if (isWanted == (channel == null && isDaily == null)) {
        throw new IllegalArgumentException("a wish is for a channel or a time, or for nothing");
      }
    }

    /** By a channel. */
    public static Wish by(String channel) {
      return new Wish(true, channel, null);
    }
  }

  /** What a patron wants of each kind; kinds that nothing was said of are left out. */
  Map<NoticeKind, Wish> wishes(TenantId tenant, UUID patron);

  /**
   * Notes what a patron wants.
   *
   * @param tenant the patron's
   * @param kind of which kind
   * @param wish what they want, or null for what the library does for all
   */
  void put(TenantId tenant, UUID patron, NoticeKind kind, @Nullable Wish wish);

  /**
   * An address that did not work. It is not used before this is taken away; another address of the
   * patron is.
   *
   * @param reason what was said
   * @param by who reported it
   * @param at when it was reported first
   */
  record Bounce(String address, String reason, String by, Instant at) {}

  /** The addresses that do not work, those reported last first. */
  List<Bounce> bounces(TenantId tenant, int limit);

  /**
   * Notes that an address does not work.
   *
   * @return whether that was not known yet
   */
  boolean bounced(TenantId tenant, String address, String reason, String by);

  /** The address to which a message went, or nothing where there is no such message. */
  Optional<String> addressOf(TenantId tenant, UUID message);

  /**
   * Lets an address be used again.
   *
   * @return whether it was noted not to work
   */
  boolean forgive(TenantId tenant, String address);

  /** An address as it is compared: without blanks around it, an e-mail address in small letters. */
  static String normal(String address) {
    var stripped = address.strip();
    return stripped.indexOf('@') < 0 ? stripped : stripped.toLowerCase(java.util.Locale.ROOT);
  }
}
