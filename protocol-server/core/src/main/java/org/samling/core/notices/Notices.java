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
 * The port that keeps notices, each once under a natural key, and the messages that carry them,
 * until they are sent. Throws {@link org.samling.core.StoreException} when the store can't be
 * asked.
 *
 * <p>A notice comes about ({@link #note}), is put into a message ({@link #compose}), and the
 * message is written and sent by whoever holds its lease ({@link #claim}, {@link #written}, {@link
 * #settle}). Each step is a transaction: a crash repeats a step, or leaves it to the next node.
 */
public interface Notices {

  /**
   * What happened that patrons may be told of, in the order of commit, behind what was noted. What
   * was committed while an earlier transaction is still open waits for that one's end.
   *
   * @param limit how many at most
   */
  List<Event> events(TenantId tenant, int limit);

  /**
   * Something that happened.
   *
   * @param id the event's own number
   * @param transaction the transaction that committed it
   * @param at when
   * @param notice the notice that it asks for, or null where it asks for none
   */
  record Event(UUID id, long transaction, Instant at, @Nullable Occasion notice) {}

  /**
   * What a notice is about.
   *
   * @param key the natural key: the same occasion has the same one whenever it is told
   * @param kind of what kind
   * @param patron who is told
   * @param branch the code of the branch that tells: of a loan where it was made, of a hold where
   *     it is fetched, else the patron's own
   * @param loan the loan, or null
   * @param hold the hold, or null
   * @param step of an overdue loan the step, else 0
   * @param about when the loan is due, until when the hold can be fetched, or the end of the last
   *     day of the card; of a hold that ended, when
   */
  record Occasion(
      String key,
      NoticeKind kind,
      UUID patron,
      String branch,
      @Nullable UUID loan,
      @Nullable UUID hold,
      int step,
      Instant about) {}

  /**
   * A notice to be kept.
   *
   * @param occasion what it is about
   * @param sendAt when it is sent at the earliest, as the library does
   * @param atOnce when that is for patrons who wish to be told at once
   * @param daily when that is for patrons who wish to be told once a day
   */
  record NewNotice(Occasion occasion, Instant sendAt, Instant atOnce, Instant daily) {}

  /**
   * Keeps notices, those left out that are kept already, and says that all events up to one were
   * looked at; both or neither.
   *
   * @param last the last event that was looked at, or null where no event was
   * @return how many were not kept yet
   */
  int note(TenantId tenant, List<NewNotice> notices, @Nullable Event last);

  /**
   * Loans that will be due soon, of which nothing was noted yet.
   *
   * @param now the time
   * @param until before which each branch's loans have to be due, by the branch's code
   * @param limit how many at most
   */
  List<Occasion> dueSoon(TenantId tenant, Instant now, Map<String, Instant> until, int limit);

  /**
   * Patrons who can't borrow any more soon, of whom nothing was noted yet.
   *
   * @param today the day
   * @param until the last day that counts, by the code of the patrons' branch
   * @param limit how many at most
   */
  List<Occasion> cardsEndingSoon(
      TenantId tenant, LocalDate today, Map<String, LocalDate> until, int limit);

  /**
   * Puts notices that are due to be sent into messages: all of some patrons at once. Only one node
   * does so for a tenant at a time.
   *
   * @param now the time
   * @param patrons of how many patrons at most
   * @param composer decides what becomes of a patron's notices
   * @return how many notices were looked at; 0 where none is due, or another node is at it
   */
  int compose(TenantId tenant, Instant now, int patrons, Function<Waiting, Composition> composer);

  /**
   * A patron whose notices are due.
   *
   * @param branch the code of the patron's own branch
   * @param language the SIP2 code of the patron's language
   * @param awayUntil the last day of a time in which the patron is away now, or null
   * @param contacts where the patron can be reached; without addresses that bounced
   * @param guardian where their guardian can be reached; likewise
   * @param birthDate when the patron was born, or null where that is not known
   * @param wishes what the patron wants of each kind
   */
  record Waiting(
      UUID patron,
      String branch,
      String language,
      @Nullable LocalDate awayUntil,
      Contacts contacts,
      Contacts guardian,
      @Nullable LocalDate birthDate,
      Map<NoticeKind, NoticeContacts.Wish> wishes,
      List<WaitingNotice> notices) {

    /** Copies the list and the map. */
    public Waiting {
      wishes = Map.copyOf(wishes);
      notices = List.copyOf(notices);
    }
  }

  /**
   * Where a patron can be reached.
   *
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   */
  record Contacts(@Nullable String email, @Nullable String phone) {}

  /**
   * A notice that is due.
   *
   * @param id the notice
   * @param branch the code of the branch that tells
   */
  record WaitingNotice(UUID id, NoticeKind kind, String branch) {}

  /**
   * What becomes of a patron's notices. One that is in none of the lists is looked at again.
   *
   * @param messages the messages to be sent
   * @param unsent why notices are not sent
   * @param later when notices are looked at again
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
   * @param kind what it carries
   * @param channel the name of the channel
   * @param address where it goes, or null where the channel needs none
   * @param language in which language
   * @param form in which form
   * @param branch the code of the branch that tells
   * @param notices the notices that it carries
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
   * Takes messages that are to be sent now, and nobody else does for some time. One that was taken
   * before, and of which it was never said what came of it, may have been sent: that is counted.
   *
   * @param limit how many at most
   * @param lease for how long
   */
  List<Claimed> claim(TenantId tenant, int limit, Duration lease);

  /**
   * A message that is to be sent.
   *
   * @param id the message, by which its receiver knows it again
   * @param claim who took it
   * @param kind what it carries
   * @param channel the name of the channel
   * @param address where it goes, or null
   * @param language in which language
   * @param form in which form
   * @param branch the code of the branch that tells
   * @param patronName the patron's name
   * @param createdAt when it was made
   * @param tries how often it was tried, with this time
   * @param isUnclear whether it may have been sent already
   * @param text the text as it was written, or null where it was not yet
   * @param entries what it tells of, as that stands now
   */
  record Claimed(
      UUID id,
      UUID claim,
      MessageKind kind,
      String channel,
      @Nullable String address,
      NoticeLanguage language,
      NoticeForm form,
      String branch,
      UUID patron,
      String patronName,
      Instant createdAt,
      int tries,
      boolean isUnclear,
      @Nullable Text text,
      List<Entry> entries) {

    /** Copies the list. */
    public Claimed {
      entries = List.copyOf(entries);
    }
  }

  /**
   * What a message tells of.
   *
   * @param kind of what kind
   * @param step of an overdue loan the step, else 0
   * @param isTrue whether it still is so: the loan is still open and due then, the hold still waits
   *     to be fetched
   * @param title the title, or null where it is about none or no longer known
   * @param author the author, or null
   * @param barcode the item's barcode, or null
   * @param branch the code of the branch of the loan, or where the hold is fetched
   * @param at when the loan is due, until when the hold can be fetched, or when the card ends
   * @param pickupNumber of a hold that can be fetched its number, else null
   */
  record Entry(
      NoticeKind kind,
      int step,
      boolean isTrue,
      @Nullable String title,
      @Nullable String author,
      @Nullable String barcode,
      String branch,
      Instant at,
      @Nullable Integer pickupNumber) {}

  /**
   * A text that was made for a message.
   *
   * @param claim who took it
   * @param version the version of the tenant's own template, or null for the built-in one
   */
  record Written(UUID message, UUID claim, Text text, @Nullable Integer version) {}

  /**
   * Keeps the texts of messages before they are sent: when they are sent again they are the same.
   */
  void written(TenantId tenant, List<Written> written);

  /**
   * Says what came of a message. That it was sent counts whoever holds it; all else only from who
   * took it last.
   *
   * @param result what came of it
   */
  void settle(TenantId tenant, Claimed message, Result result);

  /** What came of a message. */
  sealed interface Result {

    /** The channel took it. */
    record Sent() implements Result {}

    /** It was not handed to the channel; it is due as before. */
    record Untried() implements Result {}

    /** There is nothing to tell any more. */
    record Overtaken() implements Result {}

    /**
     * The address does not work: it is noted, and the notices look for another.
     *
     * @param why what was said
     */
    record Bounced(String why) implements Result {}

    /**
     * It could not be sent now.
     *
     * @param why what was said
     * @param next when it is tried again, or null where it is given up
     */
    record Failed(String why, @Nullable Instant next) implements Result {}
  }

  /** Notices with the messages that carry them, the newest first. */
  List<Kept> list(TenantId tenant, Asked asked, int limit);

  /**
   * What is asked for.
   *
   * @param patron of one patron, or null
   * @param kind of one kind, or null
   * @param state that stand so, or null
   * @param message in one message, or null
   */
  record Asked(
      @Nullable UUID patron,
      @Nullable NoticeKind kind,
      @Nullable NoticeState state,
      @Nullable UUID message) {

    /** Everything. */
    public static final Asked ALL = new Asked(null, null, null, null);
  }

  /**
   * A notice as it is kept.
   *
   * @param id the notice
   * @param key its natural key
   * @param card a card of the patron, or null where there is none any more
   * @param step of an overdue loan the step, else 0
   * @param about see {@link Occasion}
   * @param createdAt when it came about
   * @param sendAt when it is sent at the earliest
   * @param state how it stands
   * @param message the message that carries it, or null
   */
  public record Kept(
      UUID id,
      String key,
      NoticeKind kind,
      @Nullable String card,
      int step,
      Instant about,
      Instant createdAt,
      Instant sendAt,
      NoticeState state,
      @Nullable KeptMessage message) {}

  /**
   * A message as it is kept.
   *
   * @param id the message
   * @param kind what it carries
   * @param channel the name of the channel
   * @param address where it goes, or null
   * @param language in which language
   * @param tries how often it was tried
   * @param unclear of how many of these it is not known whether they got through
   * @param text the text, or null where it was not written yet
   * @param version the version of the tenant's own template, or null
   * @param dueAt when it is sent or tried again, or null where nothing is to be done any more
   * @param sentAt when it was sent, or null
   * @param failure what was wrong last, or null
   */
  record KeptMessage(
      UUID id,
      MessageKind kind,
      String channel,
      @Nullable String address,
      NoticeLanguage language,
      int tries,
      int unclear,
      @Nullable Text text,
      @Nullable Integer version,
      @Nullable Instant dueAt,
      @Nullable Instant sentAt,
      @Nullable String failure) {}

  /**
   * Has what was given up sent again: its notices look for an address anew.
   *
   * @return how many notices
   */
  int retry(TenantId tenant);

  /**
   * Forgets notices and messages that are older than the tenant keeps them.
   *
   * @param before those that came about before this
   * @param now the time; what could come about again stays until it can't
   * @return how many notices
   */
  int forget(TenantId tenant, Instant before, Instant now);

  /**
   * Forgets all notices, messages and wishes of a patron, also those that were not sent.
   *
   * @return how many notices
   */
  int forget(TenantId tenant, UUID patron);
}
