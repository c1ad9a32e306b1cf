package org.samling.core.notices;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.samling.core.notices.NoticeTemplates.Text;
import org.samling.core.organisation.TenantId;

/**
 * The port that stores notices, each once under a natural key, and the messages that carry them,
 * until they are sent. Throws {@link org.samling.core.StoreException} when the store can't be
 * reached.
 *
 * <p>A notice is created ({@link #note}), is put into a message ({@link #compose}), and the message
 * is written and sent by whoever holds its lease ({@link #claim}, {@link #saveTexts}, {@link
 * #settle}). Each step is a transaction: a crash repeats a step, or leaves it to the next node.
 */
public interface Notices {

  /**
   * Events that may call for notices, in commit order, after the last one processed. An event that
   * was committed while an earlier transaction is still open waits for that one's end.
   *
   * @param limit how many at most
   */
  List<Event> events(TenantId tenant, int limit);

  /**
   * An event in circulation.
   *
   * @param id the event's own number
   * @param transaction the transaction that committed it
   * @param at when
   * @param notice the notice that it calls for, or null where it calls for none
   */
  record Event(UUID id, long transaction, Instant at, @Nullable Occasion notice) {}

  /**
   * The occasion for a notice.
   *
   * @param key the natural key: the same occasion always has the same one
   * @param kind the kind of notice
   * @param patron who gets it
   * @param branch the code of the sending branch: of a loan where it was made, of a hold the pickup
   *     branch, else the patron's own
   * @param loan the loan, or null
   * @param hold the hold, or null
   * @param step the step of an overdue loan, else 0
   * @param about when the loan is due, the pickup deadline of the hold, or the end of the card's
   *     last day; for a hold that ended or a lender that answered, when it did
   * @param request the interlibrary request that a lender answered, or null
   */
  record Occasion(
      String key,
      NoticeKind kind,
      UUID patron,
      String branch,
      @Nullable UUID loan,
      @Nullable UUID hold,
      int step,
      Instant about,
      @Nullable Long request) {

    /** An occasion that has nothing to do with an interlibrary request. */
    public Occasion(
        String key,
        NoticeKind kind,
        UUID patron,
        String branch,
        @Nullable UUID loan,
        @Nullable UUID hold,
        int step,
        Instant about) {
      this(key, kind, patron, branch, loan, hold, step, about, null);
    }
  }

  /**
   * A notice to be stored.
   *
   * @param occasion its occasion
   * @param sendAt when it is sent at the earliest, by the library's default
   * @param atOnce the same for patrons who prefer notices at once
   * @param daily the same for patrons who prefer them once a day
   */
  record NewNotice(Occasion occasion, Instant sendAt, Instant atOnce, Instant daily) {}

  /**
   * Stores notices, except those stored already, and marks all events up to one as processed, in
   * one transaction.
   *
   * @param last the last event processed, or null where none was
   * @return how many were not stored yet
   */
  int note(TenantId tenant, List<NewNotice> notices, @Nullable Event last);

  /**
   * Loans that will be due soon and have no notice yet, by due date.
   *
   * @param after what the page before ended with; its time alone, without a loan, to begin there
   * @param until before which each branch's loans have to be due, by the branch's code
   * @param limit how many loans are looked at, with a notice or without
   */
  Upcoming<Instant> dueSoon(
      TenantId tenant, Place<Instant> after, Map<String, Instant> until, int limit);

  /**
   * Patrons whose right to borrow ends soon and who have no notice yet, by its last day.
   *
   * @param after what the page before ended with; its day alone, without a patron, to begin with
   *     the day that follows
   * @param until the last day that counts, by the code of the patrons' branch
   * @param limit how many patrons are looked at, with a notice or without
   */
  Upcoming<LocalDate> cardsEndingSoon(
      TenantId tenant, Place<LocalDate> after, Map<String, LocalDate> until, int limit);

  /**
   * A loan or a patron in the order of what comes first.
   *
   * @param on when the loan is due, or the last day of the card
   * @param id the loan or the patron, or null for after all of that time
   */
  record Place<T>(T on, @Nullable UUID id) {}

  /**
   * A page of what comes soon.
   *
   * @param occasions what has no notice yet
   * @param end the last that was looked at, where more may follow, or null
   */
  record Upcoming<T>(List<Occasion> occasions, @Nullable Place<T> end) {}

  /**
   * Puts notices that are due into messages: all those of a patron together. Only one node does so
   * for a tenant at a time.
   *
   * @param now the time
   * @param patrons the most patrons at once
   * @param composer decides what happens to a patron's notices
   * @return how many notices were processed; 0 where none is due, or another node is at it
   */
  int compose(
      TenantId tenant, Instant now, int patrons, Function<PatronNotices, Composition> composer);

  /**
   * A patron whose notices are due.
   *
   * @param branch the code of the patron's own branch
   * @param language the SIP2 code of the patron's language
   * @param awayUntil the last day of the patron's current absence, or null
   * @param contacts the patron's addresses, without those that bounced
   * @param guardian the guardian's addresses; likewise
   * @param birthDate the patron's date of birth, or null where it is not known
   * @param wishes the patron's preferences by kind
   */
  record PatronNotices(
      UUID patron,
      String branch,
      String language,
      @Nullable LocalDate awayUntil,
      Contacts contacts,
      Contacts guardian,
      @Nullable LocalDate birthDate,
      Map<NoticeKind, NoticeContacts.NoticePreference> wishes,
      List<WaitingNotice> notices) {

    /** Copies the list and the map. */
    public PatronNotices {
      wishes = Map.copyOf(wishes);
      notices = List.copyOf(notices);
    }
  }

  /**
   * The addresses of a patron.
   *
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   */
  record Contacts(@Nullable String email, @Nullable String phone) {}

  /**
   * A notice that is due.
   *
   * @param id the notice
   * @param branch the code of the sending branch
   */
  record WaitingNotice(UUID id, NoticeKind kind, String branch) {}

  /**
   * What happens to a patron's notices. One that is in none of the lists is considered again.
   *
   * @param messages the messages to be sent
   * @param unsent notices that are not sent, with the reason
   * @param later notices that are postponed, with the time
   */
  record Composition(
      List<NewMessage> messages, Map<UUID, NoticeState> unsent, Map<UUID, Instant> later) {

    /** Copies all. */
    public Composition {
      messages = List.copyOf(messages);
      unsent = Map.copyOf(unsent);
      later = Map.copyOf(later);
    }
  }

  /**
   * A message to be sent.
   *
   * @param kind its kind
   * @param channel the name of the channel
   * @param address where it goes, or null where the channel needs none
   * @param language its language
   * @param form its form
   * @param branch the code of the sending branch
   * @param notices its notices
   */
  record NewMessage(
      MessageKind kind,
      String channel,
      @Nullable String address,
      NoticeLanguage language,
      NoticeForm form,
      String branch,
      List<UUID> notices) {

    /** Copies the list. */
    public NewMessage {
      notices = List.copyOf(notices);
    }
  }

  /**
   * Leases messages that are to be sent now. One that was leased before and never settled may have
   * been sent: that is counted.
   *
   * @param limit how many at most
   * @param lease how long nobody else may send them
   */
  List<Claimed> claim(TenantId tenant, int limit, Duration lease);

  /**
   * A message that is to be sent.
   *
   * @param id the message's number, by which the receiver recognises repetitions
   * @param claim identifies the lease
   * @param kind its kind
   * @param to to whom a message goes, and by which channel
   * @param language its language
   * @param form its form
   * @param branch the code of the sending branch
   * @param createdAt when it was made
   * @param attempts how often a message was tried
   * @param text its text, or null where it is not written yet
   * @param entries its contents, as of now
   */
  record Claimed(
      UUID id,
      UUID claim,
      MessageKind kind,
      Recipient to,
      NoticeLanguage language,
      NoticeForm form,
      String branch,
      Instant createdAt,
      Attempts attempts,
      @Nullable Text text,
      List<Entry> entries) {
    /**
     * How often a message was tried.
     *
     * @param tries the number of attempts, including this one
     * @param isUnclear whether it may have been sent already
     */
    public record Attempts(int tries, boolean isUnclear) {}

    /**
     * To whom a message goes, and by which channel.
     *
     * @param channel the name of the channel
     * @param address where it goes, or null
     * @param patronName the patron's name
     * @param guardianName the name of the patron's guardian where the address is theirs and not the
     *     patron's own, else null
     */
    public record Recipient(
        String channel,
        @Nullable String address,
        UUID patron,
        String patronName,
        @Nullable String guardianName) {}

    /** Copies the list. */
    public Claimed {
      entries = List.copyOf(entries);
    }

    public String channel() {
      return to.channel;
    }

    public @Nullable String address() {
      return to.address;
    }

    public UUID patron() {
      return to.patron;
    }

    public String patronName() {
      return to.patronName;
    }

    public @Nullable String guardianName() {
      return to.guardianName;
    }

    public int tries() {
      return attempts.tries;
    }

    public boolean isUnclear() {
      return attempts.isUnclear;
    }
  }

  /**
   * An entry in a message.
   *
   * @param kind the kind of notice
   * @param step the step of an overdue loan, else 0
   * @param isTrue whether it is still true: the loan is still open and due then, the hold is still
   *     ready
   * @param isWanted whether anybody waits for the title
   * @param title the title, or null where there is none or it is no longer known
   * @param author the author, or null
   * @param barcode the item's barcode, or null
   * @param branch the code of the branch of the loan, or of the pickup branch
   * @param at when the loan is due, the pickup deadline of the hold, or when the card ends
   * @param pickupNumber the pickup number of a hold that is ready, else null
   * @param lent what a lending library has to do with it, or null
   */
  record Entry(
      NoticeKind kind,
      int step,
      boolean isTrue,
      boolean isWanted,
      @Nullable String title,
      @Nullable String author,
      @Nullable String barcode,
      String branch,
      Instant at,
      @Nullable Integer pickupNumber,
      @Nullable Lent lent) {}

  /**
   * What a lending library has to do with an entry.
   *
   * @param library its symbol
   * @param isGranted what it said to a renewal, or null where it was not asked
   * @param isCopy whether it has supplied a copy
   * @param link where the copy can be fetched, or null
   */
  record Lent(String library, @Nullable Boolean isGranted, boolean isCopy, @Nullable String link) {}

  /**
   * The text of a message.
   *
   * @param claim identifies the lease
   * @param version the version of the tenant's own template, or null for the built-in one
   */
  record MessageText(UUID message, UUID claim, Text text, @Nullable Integer version) {}

  /** Stores the texts of messages before they are sent, so that a retry sends the same text. */
  void saveTexts(TenantId tenant, List<MessageText> written);

  /**
   * Records the outcome of a message. That it was sent counts from any lease; everything else only
   * from the latest one.
   *
   * @param result the outcome
   */
  void settle(TenantId tenant, Claimed message, Result result);

  /** The outcome of a message. */
  sealed interface Result {

    /** The channel took it. */
    record Sent() implements Result {}

    /** It was not passed to the channel; it is due as before. */
    record Untried() implements Result {}

    /** Nothing in it is true any more. */
    record Overtaken() implements Result {}

    /**
     * The address does not work: that is recorded, and the notices get another address.
     *
     * @param why the reported reason
     */
    record Bounced(String why) implements Result {}

    /**
     * It could not be sent now.
     *
     * @param why the reported reason
     * @param next when it is retried, or null where it is given up
     */
    record Failed(String why, @Nullable Instant next) implements Result {}
  }

  /** Notices with the messages that carry them, the newest first. */
  default List<StoredNotice> list(TenantId tenant, NoticeFilter asked, int limit) {
    return list(tenant, asked, null, limit);
  }

  /** Those that come after a place in the list, or after nothing for null. */
  List<StoredNotice> list(
      TenantId tenant, NoticeFilter asked, @Nullable NoticePlace after, int limit);

  /**
   * A place in the list of notices.
   *
   * @param createdAt when the notice was created
   * @param notice the notice
   */
  record NoticePlace(Instant createdAt, UUID notice) {}

  /**
   * A filter of notices.
   *
   * @param patron the patron, or null for any
   * @param kind the kind, or null for any
   * @param state the state, or null for any
   * @param message the message, or null for any
   * @param branch the code of the sending branch, or null for any
   * @param isUndelivered whether only those are wanted that failed or found no address
   */
  record NoticeFilter(
      @Nullable UUID patron,
      @Nullable NoticeKind kind,
      @Nullable NoticeState state,
      @Nullable UUID message,
      @Nullable String branch,
      boolean isUndelivered) {

    /** All notices. */
    public static final NoticeFilter ALL = new NoticeFilter(null);

    private NoticeFilter(@Nullable NoticeKind kind, @Nullable UUID message) {
      this(null, kind, null, message, null, false);
    }

    /** A message, or null for all. */
    public NoticeFilter(@Nullable UUID message) {
      this(null, message);
    }
  }

  /**
   * Sends messages again that were given up: their notices get an address anew.
   *
   * @param kind the kind of notice, or null for all
   * @param branch the code of the sending branch, or null for all
   * @return how many notices
   */
  int retry(TenantId tenant, @Nullable NoticeKind kind, @Nullable String branch);

  /**
   * Deletes notices and messages after the tenant's retention period.
   *
   * @param before delete those created before this
   * @param now the time; a notice that could be created again stays until it can't
   * @return how many notices
   */
  int forget(TenantId tenant, Instant before, Instant now);
}
