package org.samling.core.policy;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;

/**
 * Something that a library decides for itself, at any place in its tree.
 *
 * @param <T> what it says
 */
public final class Setting<T> {

  /** What stands for none where a setting names a code or a number of days. */
  public static final String NONE = "-";

  /** How long an item waits on the hold shelf, in days. */
  public static final Setting<Integer> HOLD_PICKUP_DAYS =
      new Setting<>(
          "hold.pickup-days",
          ValueForm.number(1, 365),
          "7",
          "How many days an item waits on the hold shelf; the deadline falls on an open day.");

  /** Whether what another library asks for by its title is one copy of it. */
  public static final Setting<Boolean> HOLD_PARTNER_COPY =
      new Setting<>(
          "hold.partner-copy",
          ValueForm.yesOrNo(),
          "true",
          "Whether a title that another library asks for by NCIP is held as the copy that can be"
              + " fetched first, where one is on a shelf; else as any copy.");

  /** Whether a check-in counts as putting the item on the hold shelf. */
  public static final Setting<Boolean> HOLD_SHELVE_AT_CHECKIN =
      new Setting<>(
          "hold.shelve-at-checkin",
          ValueForm.yesOrNo(),
          "true",
          "Whether an item that is checked in where it will be fetched is on the hold shelf at once;"
              + " where not, staff shelve it in a step of its own.");

  /** Which copies a hold that waits keeps from others. */
  public static final Setting<HoldBlocks> HOLD_BLOCKS =
      new Setting<>(
          "hold.blocks",
          ValueForm.oneOf(HoldBlocks.class),
          "scarce",
          "Which copies of a title that somebody waits for are not lent or renewed here to others:"
              + " those that are set aside, looked for or wanted as this very copy; these, and all"
              + " while no more copies are free than holds wait; or all.");

  /** By what the hold is chosen that a returned item fills. */
  public static final Setting<List<HoldOrder>> HOLD_ORDER =
      new Setting<>(
          "hold.order",
          ValueForm.orderOf(HoldOrder.class),
          "queue",
          "By what the hold is chosen that an item fills, the weightiest first; the queue decides"
              + " where all else is equal.");

  /** How long a new item fills only holds of its own agency, in days. */
  public static final Setting<Integer> HOLD_PROTECTED_DAYS =
      new Setting<>(
          "hold.protected-days",
          ValueForm.number(0, 3650),
          "0",
          "How many days after its accession an item fills only holds of its own agency's patrons.");

  /** Whether items on the shelf are looked for when a hold waits. */
  public static final Setting<Boolean> HOLD_PULL =
      new Setting<>(
          "hold.pull",
          ValueForm.yesOrNo(),
          "true",
          "Whether items on the shelf here are put on the pull list when somebody waits.");

  /** How many times an item is looked for in vain before it counts as missing. */
  public static final Setting<Integer> ITEM_MISSING_AFTER =
      new Setting<>(
          "item.missing-after",
          ValueForm.number(1, 10),
          "2",
          "How many times in a row an item is not found on the shelf before it counts as missing.");

  /** How long an item counts as new, in days. */
  public static final Setting<Integer> ITEM_NEW_DAYS =
      new Setting<>(
          "item.new-days",
          ValueForm.number(0, 3650),
          "90",
          "How many days after its accession an item is new, for policy rules that ask.");

  /** How long reading an item again changes nothing, in minutes. */
  public static final Setting<Integer> LOAN_VISIT_MINUTES =
      new Setting<>(
          "loan.visit-minutes",
          ValueForm.number(0, 1440),
          "30",
          "How many minutes after a loan or renewal the same item, read again for the same patron at"
              + " the same branch, uses no renewal.");

  /** How long a loan or return can be undone, in minutes. */
  public static final Setting<Integer> LOAN_UNDO_MINUTES =
      new Setting<>(
          "loan.undo-minutes",
          ValueForm.number(0, 1440),
          "30",
          "How many minutes a loan or return can be undone by the machine that made it.");

  /** How long a loan lasts at least though it is recalled, in days. */
  public static final Setting<Integer> LOAN_RECALL_GUARANTEED_DAYS =
      new Setting<>(
          "loan.recall-guaranteed-days",
          ValueForm.number(0, 365),
          "14",
          "How many days a loan lasts at least, though it is recalled.");

  /** How much notice a recall gives, in days. */
  public static final Setting<Integer> LOAN_RECALL_DAYS =
      new Setting<>(
          "loan.recall-days",
          ValueForm.number(0, 365),
          "7",
          "How many days after a recall the item is due at the earliest.");

  /** How long a loan that is over says whose it was, in days. */
  public static final Setting<Integer> LOAN_RETENTION_DAYS =
      new Setting<>(
          "loan.retention-days",
          ValueForm.number(1, 3650),
          "30",
          "How many days after its return, or after the last of its fees was settled, a loan that was"
              + " made here still says whose it was.");

  /** Whether what machines did while the library could not be asked is taken afterwards. */
  public static final Setting<Boolean> OFFLINE_ACCEPTED =
      new Setting<>(
          "offline.accepted",
          ValueForm.yesOrNo(),
          "true",
          "Whether what machines here did while the line was down is taken afterwards, whatever the"
              + " rules say; else it is decided on as though it happened when it is told.");

  /** How long ago something may have been done that is told of afterwards, in days. */
  public static final Setting<Integer> OFFLINE_MAX_AGE_DAYS =
      new Setting<>(
          "offline.max-age-days",
          ValueForm.number(1, 90),
          "30",
          "How many days ago something may have been done that a machine here tells of afterwards;"
              + " what is older is left to staff.");

  /** How long is kept what machines told of afterwards, in days. */
  public static final Setting<Integer> OFFLINE_KEEP_DAYS =
      new Setting<>(
          "offline.keep-days",
          ValueForm.number(90, 3650),
          "90",
          "How many days is kept what machines here told of afterwards: told again, it changes"
              + " nothing.");

  /** How long an item that was withdrawn can be taken back, in days. */
  public static final Setting<Integer> STOCK_UNDO_DAYS =
      new Setting<>(
          "stock.undo-days",
          ValueForm.number(0, 3650),
          "30",
          "How many days after it was withdrawn an item that belongs here can be taken back into the"
              + " collection.");

  /** How long an item may be on its way, in days. */
  public static final Setting<Integer> TRANSIT_DAYS =
      new Setting<>(
          "transit.days",
          ValueForm.number(0, 365),
          "5",
          "How many days an item may be on its way here before it is reported as overdue.");

  /** What becomes of a payment of more than is owed. */
  public static final Setting<Overpayment> FEE_OVERPAYMENT =
      new Setting<>(
          "fee.overpayment",
          ValueForm.oneOf(Overpayment.class),
          "refuse",
          "What becomes of a payment of more than is owed.");

  /** Whether days on which the branch is closed count as days of being late. */
  public static final Setting<Boolean> FEE_COUNT_CLOSED_DAYS =
      new Setting<>(
          "fee.count-closed-days",
          ValueForm.yesOrNo(),
          "true",
          "Whether days on which the branch of the loan is closed count as days of being late.");

  /** Whether what is asked for a lost item is given up when it is found. */
  public static final Setting<Boolean> FEE_REFUND_FOUND =
      new Setting<>(
          "fee.refund-found",
          ValueForm.yesOrNo(),
          "true",
          "Whether what is still owed for a lost item is cancelled when the item comes back.");

  /** By which channels patrons are told. */
  public static final Setting<List<String>> NOTICE_CHANNELS =
      new Setting<>(
          "notice.channels",
          ValueForm.namesInOrder(),
          "email",
          "By which of the configuration's channels patrons are told who wish for no other: the first"
              + " for which a patron has an address that works.");

  /** Of what patrons are told. */
  public static final Setting<List<NoticeKind>> NOTICE_KINDS =
      new Setting<>(
          "notice.kinds",
          ValueForm.wordsOrNone(NoticeKind.class),
          "pre-due overdue recall ready hold-expired card-expiry",
          "Of what patrons are told.");

  /** What is collected for a day. */
  public static final Setting<List<NoticeKind>> NOTICE_DAILY =
      new Setting<>(
          "notice.daily",
          ValueForm.wordsOrNone(NoticeKind.class),
          "pre-due overdue card-expiry",
          "Of what patrons are told once a day, in one message; of all else at once.");

  /** At which hour of the day what was collected is sent. */
  public static final Setting<Integer> NOTICE_DAILY_HOUR =
      new Setting<>(
          "notice.daily-hour",
          ValueForm.number(0, 23),
          "8",
          "From which hour of the day on what was collected for the day is sent.");

  /** How long before it is due a loan is told of, in days. */
  public static final Setting<Integer> NOTICE_PRE_DUE_DAYS =
      new Setting<>(
          "notice.pre-due-days",
          ValueForm.number(1, 30),
          "3",
          "How many days before it is due a loan is told of.");

  /** On which days after it was due a loan is told of. */
  public static final Setting<List<Integer>> NOTICE_OVERDUE_DAYS =
      new Setting<>(
          "notice.overdue-days",
          ValueForm.numbersOrNone(1, 365, 9),
          NONE,
          "From how many days after the due date on each step of being overdue is told of, such as"
              + " 1 8 31; - goes by the steps of overdue-steps, and without them tells once.");

  /** How long before it ends a card is told of, in days. */
  public static final Setting<Integer> NOTICE_CARD_EXPIRY_DAYS =
      new Setting<>(
          "notice.card-expiry-days",
          ValueForm.number(1, 90),
          "30",
          "How many days before a patron can't borrow any more they are told.");

  /** The language of patrons whose own there are no texts in. */
  public static final Setting<NoticeLanguage> NOTICE_LANGUAGE =
      new Setting<>(
          "notice.language",
          ValueForm.oneOf(NoticeLanguage.class),
          "da",
          "In which language patrons are told whose own is not known, or is another.");

  /** How long notices are kept, in days. */
  public static final Setting<Integer> NOTICE_RETENTION_DAYS =
      new Setting<>(
          "notice.retention-days",
          ValueForm.number(1, 3650),
          "30",
          "How many days notices and what was sent are kept; set for the whole tenant.");

  /** At which age a patron is of age. */
  public static final Setting<Integer> PATRON_ADULT_AGE =
      new Setting<>(
          "patron.adult-age",
          ValueForm.number(1, 30),
          "18",
          "At which age, in whole years, a patron is of age and their guardian no longer is.");

  /** The category of those who come of age. */
  public static final Setting<String> PATRON_CATEGORY_ADULT =
      new Setting<>(
          "patron.category-adult",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of those who come of age; - leaves them in theirs.");

  /** The category of those who become patrons by a partner's message. */
  public static final Setting<String> PATRON_CATEGORY_NEW =
      new Setting<>(
          "patron.category-new",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of those who become patrons by a partner's message; - lets nobody.");

  /** What an interlibrary loan costs, in minor units. */
  public static final Setting<Integer> FEE_INTERLIBRARY =
      new Setting<>(
          "fee.interlibrary",
          ValueForm.number(0, 1_000_000),
          "0",
          "What an interlibrary loan costs the patron where the partner names no amount, in the"
              + " currency's smallest unit; 0 where that is not charged.");

  /** The category of those who move away. */
  public static final Setting<String> PATRON_CATEGORY_NONRESIDENT =
      new Setting<>(
          "patron.category-nonresident",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of those who move out of the municipality; - leaves them in theirs.");

  /** How long those who move away can go on borrowing. */
  public static final Setting<String> PATRON_NONRESIDENT_DAYS =
      new Setting<>(
          "patron.nonresident-days",
          ValueForm.numberOrNone(0, 3650),
          NONE,
          "How many days those who move out of the municipality can still borrow; - sets no end.");

  /** What becomes of loans that would go on when a booking begins. */
  public static final Setting<LoansBeforeBookings> BOOKING_LOANS_BEFORE =
      new Setting<>(
          "booking.loans-before",
          ValueForm.oneOf(LoansBeforeBookings.class),
          "shorten",
          "What becomes of a loan or renewal here of a copy that a booking needs before it would be"
              + " due: due sooner, or refused.");

  /** How long a loan is at least that a booking shortens, in days. */
  public static final Setting<Integer> BOOKING_SHORTEST_LOAN_DAYS =
      new Setting<>(
          "booking.shortest-loan-days",
          ValueForm.number(0, 365),
          "7",
          "How many days a loan here lasts at least that is due sooner because of a booking; else it"
              + " is refused.");

  /** How many days lie between two bookings of a copy. */
  public static final Setting<Integer> BOOKING_GAP_DAYS =
      new Setting<>(
          "booking.gap-days",
          ValueForm.number(0, 60),
          "1",
          "How many whole days lie at least between the end of a loan or booking and the beginning of"
              + " a booking that is fetched here.");

  /** How long before a booking begins its copies can be fetched, in days. */
  public static final Setting<Integer> BOOKING_EARLY_DAYS =
      new Setting<>(
          "booking.early-days",
          ValueForm.number(0, 90),
          "14",
          "How many days before a booking begins its copies are sent here when they come in, and can"
              + " be fetched.");

  /** How far ahead can be booked, in days. */
  public static final Setting<Integer> BOOKING_AHEAD_DAYS =
      new Setting<>(
          "booking.ahead-days",
          ValueForm.number(1, 1500),
          "400",
          "How many days ahead a booking that is fetched here can begin.");

  /** Whether only groups can book. */
  public static final Setting<Boolean> BOOKING_ONLY_GROUPS =
      new Setting<>(
          "booking.only-groups",
          ValueForm.yesOrNo(),
          "true",
          "Whether only groups, such as classes, can book; else every patron can.");

  /** Whether a set that is read by its own barcode came back whole. */
  public static final Setting<Boolean> SET_RETURN_WHOLE =
      new Setting<>(
          "set.return-whole",
          ValueForm.yesOrNo(),
          "true",
          "Whether a set whose own barcode is read at a return here came back whole; else it is only"
              + " told what of it is missing, and its items are read one by one.");

  /** Whether a group's card is enough to borrow for it. */
  public static final Setting<Boolean> GROUP_CARD_ALONE =
      new Setting<>(
          "group.card-alone",
          ValueForm.yesOrNo(),
          "true",
          "Whether who has a group's card can borrow for it here; else a person who may has to be"
              + " named.");

  /** Whether members borrow for their group. */
  public static final Setting<Boolean> GROUP_MEMBERS_BORROW =
      new Setting<>(
          "group.members-borrow",
          ValueForm.yesOrNo(),
          "false",
          "Whether members of a group may borrow for it; else only those who are responsible.");

  /** The category of pupils who become patrons. */
  public static final Setting<String> SCHOOL_PUPIL_CATEGORY =
      new Setting<>(
          "school.pupil-category",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of pupils who become patrons by their school's file; - lets nobody.");

  /** The category of teachers who become patrons. */
  public static final Setting<String> SCHOOL_TEACHER_CATEGORY =
      new Setting<>(
          "school.teacher-category",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of teachers who become patrons by their school's file; - lets nobody.");

  /** The category of classes that become patrons. */
  public static final Setting<String> SCHOOL_CLASS_CATEGORY =
      new Setting<>(
          "school.class-category",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of classes that become patrons by their school's file; - lets none.");

  /** How old a fee is that is handed over to the debtor system. */
  public static final Setting<Integer> DEBT_MINIMUM_AGE_DAYS =
      new Setting<>(
          "debt.minimum-age-days",
          ValueForm.number(0, 3650),
          "60",
          "How many days after it arose a fee of the patrons of this branch can be handed over to the"
              + " debtor system.");

  /** How much a patron owes whose fees are handed over to the debtor system. */
  public static final Setting<Integer> DEBT_MINIMUM_AMOUNT =
      new Setting<>(
          "debt.minimum-amount",
          ValueForm.number(1, 100_000_000),
          "20000",
          "How much a patron of this branch must owe in fees that are old enough for them to be handed"
              + " over, in the currency's smallest unit.");

  /** For whom the material at a place is. */
  public static final Setting<Audience> STATISTICS_AUDIENCE =
      new Setting<>(
          "statistics.audience",
          ValueForm.oneOf(Audience.class),
          "adult",
          "For whom the material that belongs here is, for statistics; set it at the places within"
              + " branches where children's material stands.");

  /** From which day on is counted. */
  public static final Setting<String> STATISTICS_FROM =
      new Setting<>(
          "statistics.from",
          ValueForm.dateOrNone(),
          NONE,
          "The first day that is counted: what was done before it, in the system before, is not; -"
              + " counts all.");

  /** How many people an age group must have in an hour. */
  public static final Setting<Integer> STATISTICS_LEAST_PERSONS =
      new Setting<>(
          "statistics.least-persons",
          ValueForm.number(1, 100),
          "5",
          "How many people there must be in an age group at a branch in an hour for it to be kept,"
              + " and how high a figure must be to be told by age group or patron category.");

  /** Whether what the national series asks for is kept until it is delivered. */
  public static final Setting<Boolean> STATISTICS_SERIES =
      new Setting<>(
          "statistics.series",
          ValueForm.yesOrNo(),
          "false",
          "Whether it is kept who borrowed, without titles, until it is delivered to the national"
              + " series.");

  /** How long the national series may wait. */
  public static final Setting<Integer> STATISTICS_SERIES_DAYS =
      new Setting<>(
          "statistics.series-days",
          ValueForm.number(1, 400),
          "60",
          "After how many days what waits for the national series is forgotten, delivered or not.");

  /** Until which age a guardian sees what a child has. */
  public static final Setting<Integer> GUARDIAN_VIEW_UNTIL_AGE =
      new Setting<>(
          "guardian.view-until-age",
          ValueForm.number(0, 30),
          "15",
          "Until which age of a child, in whole years, its guardian is told of its loans and holds"
              + " where the child has no address that works; 0: never.");

  /** All settings. */
  public static final List<Setting<?>> ALL =
      List.of(
          DEBT_MINIMUM_AGE_DAYS,
          DEBT_MINIMUM_AMOUNT,
          HOLD_BLOCKS,
          HOLD_ORDER,
          HOLD_PARTNER_COPY,
          HOLD_PICKUP_DAYS,
          HOLD_PROTECTED_DAYS,
          HOLD_PULL,
          HOLD_SHELVE_AT_CHECKIN,
          ITEM_MISSING_AFTER,
          ITEM_NEW_DAYS,
          LOAN_RECALL_DAYS,
          LOAN_RECALL_GUARANTEED_DAYS,
          LOAN_RETENTION_DAYS,
          LOAN_UNDO_MINUTES,
          LOAN_VISIT_MINUTES,
          NOTICE_CARD_EXPIRY_DAYS,
          NOTICE_CHANNELS,
          NOTICE_DAILY,
          NOTICE_DAILY_HOUR,
          NOTICE_KINDS,
          NOTICE_LANGUAGE,
          NOTICE_OVERDUE_DAYS,
          NOTICE_PRE_DUE_DAYS,
          NOTICE_RETENTION_DAYS,
          OFFLINE_ACCEPTED,
          OFFLINE_KEEP_DAYS,
          OFFLINE_MAX_AGE_DAYS,
          FEE_OVERPAYMENT,
          FEE_COUNT_CLOSED_DAYS,
          FEE_REFUND_FOUND,
          FEE_INTERLIBRARY,
          PATRON_ADULT_AGE,
          PATRON_CATEGORY_ADULT,
          PATRON_CATEGORY_NEW,
          PATRON_CATEGORY_NONRESIDENT,
          PATRON_NONRESIDENT_DAYS,
          STOCK_UNDO_DAYS,
          TRANSIT_DAYS,
          BOOKING_AHEAD_DAYS,
          BOOKING_EARLY_DAYS,
          BOOKING_GAP_DAYS,
          BOOKING_LOANS_BEFORE,
          BOOKING_ONLY_GROUPS,
          BOOKING_SHORTEST_LOAN_DAYS,
          GROUP_CARD_ALONE,
          GROUP_MEMBERS_BORROW,
          SCHOOL_CLASS_CATEGORY,
          SCHOOL_PUPIL_CATEGORY,
          SCHOOL_TEACHER_CATEGORY,
          SET_RETURN_WHOLE,
          STATISTICS_AUDIENCE,
          STATISTICS_FROM,
          STATISTICS_LEAST_PERSONS,
          STATISTICS_SERIES,
          STATISTICS_SERIES_DAYS,
          GUARDIAN_VIEW_UNTIL_AGE);

  private static final Map<String, Setting<?>> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Setting::name, Function.identity()));

  private final String name;
  private final ValueForm<T> form;
  private final T builtIn;
  private final String builtInText;
  private final String meaning;

  private Setting(String name, ValueForm<T> form, String builtIn, String meaning) {
    this.name = name;
    this.form = form;
    this.builtIn = form.read(name, builtIn);
    this.builtInText = builtIn;
    this.meaning = meaning;
  }

  /**
   * The setting with this name.
   *
   * @throws IllegalArgumentException where there is none
   */
  public static Setting<?> named(String name) {
    var setting = BY_NAME.get(name);
    if (setting == null) {
      throw new IllegalArgumentException(
          "there is no setting \"%s\"; there are %s"
              .formatted(name, BY_NAME.keySet().stream().sorted().toList()));
    }
    return setting;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** What holds where nothing is set. */
  public T builtIn() {
    return builtIn;
  }

  /** The same as people write it. */
  public String builtInText() {
    return builtInText;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }

  /** Whether there is a setting with this name. */
  public static boolean isOne(String name) {
    return BY_NAME.containsKey(name);
  }

  /** What is accepted. */
  public AcceptedValues accepted() {
    return form.accepted();
  }

  /** What is accepted, for people. */
  public String words() {
    return form.words();
  }

  /**
   * Reads a value.
   *
   * @throws IllegalArgumentException that says what is accepted
   */
  public T read(String text) {
    return form.read(name, text);
  }

  @Override
  public String toString() {
    return name;
  }
}
