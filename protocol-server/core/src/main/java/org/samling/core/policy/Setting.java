package org.samling.core.policy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.rota.RotaOrder;
import org.samling.core.notices.NoticeKind;
import org.samling.core.notices.NoticeLanguage;
import org.samling.core.organisation.Account.Scope;
import org.samling.core.staff.StaffRole;

/**
 * A setting that a library can make at any place in its tree.
 *
 * @param <T> the type of its value
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

  /** Whether a title requested by another library is held at item level. */
  public static final Setting<Boolean> HOLD_PARTNER_COPY =
      new Setting<>(
          "hold.partner-copy",
          ValueForm.yesOrNo(),
          "true",
          "Whether a hold for a title that another library requests by NCIP is for the item that is"
              + " available first, where one is on the shelf; else for any item.");

  /** Whether a check-in counts as putting the item on the hold shelf. */
  public static final Setting<Boolean> HOLD_SHELVE_AT_CHECKIN =
      new Setting<>(
          "hold.shelve-at-checkin",
          ValueForm.yesOrNo(),
          "true",
          "Whether an item that is checked in at its pickup branch is on the hold shelf at once; if"
              + " not, staff shelve it in a separate step.");

  /** Which items a waiting hold blocks for others. */
  public static final Setting<HoldBlocks> HOLD_BLOCKS =
      new Setting<>(
          "hold.blocks",
          ValueForm.oneOf(HoldBlocks.class),
          "scarce",
          "Which items of a title with waiting holds are not lent or renewed here to others: those"
              + " set aside, on the pull list or held at item level; these, and all others while no"
              + " more items are available than holds wait; or all.");

  /** When a title that patrons wait for is asked for at partners. */
  public static final Setting<AskPartners> HOLD_ASK_PARTNERS =
      new Setting<>(
          "hold.ask-partners",
          ValueForm.oneOf(AskPartners.class),
          "lacking",
          "When a title with a hold to be picked up here is asked for at partners, where there are"
              + " agreements: never; when the library has no copy that is lent; or when none of its"
              + " copies is on a shelf, too.");

  /** How long a hold waits before partners are asked, in days. */
  public static final Setting<Integer> HOLD_ASK_PARTNERS_DAYS =
      new Setting<>(
          "hold.ask-partners-days",
          ValueForm.number(0, 365),
          "0",
          "How many days a hold to be picked up here waits before partners are asked for the title.");

  /** The criteria by which the hold is chosen that a returned item fills. */
  public static final Setting<List<HoldOrder>> HOLD_ORDER =
      new Setting<>(
          "hold.order",
          ValueForm.orderOf(HoldOrder.class),
          "queue",
          "The criteria by which the hold is chosen that an item fills, the most important first;"
              + " the queue decides between equals.");

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
          "Whether items on the shelf here are put on the pull list when a hold waits for them.");

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

  /** How long scanning an item again changes nothing, in minutes. */
  public static final Setting<Integer> LOAN_VISIT_MINUTES =
      new Setting<>(
          "loan.visit-minutes",
          ValueForm.number(0, 1440),
          "30",
          "How many minutes after a loan or renewal the same item, scanned again for the same"
              + " patron at the same branch, does not count as renewed.");

  /** How long a loan or return can be undone, in minutes. */
  public static final Setting<Integer> LOAN_UNDO_MINUTES =
      new Setting<>(
          "loan.undo-minutes",
          ValueForm.number(0, 1440),
          "30",
          "How many minutes a loan or return can be undone by the machine that made it.");

  /** How long a loan lasts at least even if it is recalled, in days. */
  public static final Setting<Integer> LOAN_RECALL_GUARANTEED_DAYS =
      new Setting<>(
          "loan.recall-guaranteed-days",
          ValueForm.number(0, 365),
          "14",
          "How many days a loan lasts at least, even if it is recalled.");

  /** How much notice a recall gives, in days. */
  public static final Setting<Integer> LOAN_RECALL_DAYS =
      new Setting<>(
          "loan.recall-days",
          ValueForm.number(0, 365),
          "7",
          "How many days after a recall the item is due at the earliest.");

  /** How long an ended loan stays linked to its patron, in days. */
  public static final Setting<Integer> LOAN_RETENTION_DAYS =
      new Setting<>(
              "loan.retention-days",
              ValueForm.number(1, 3650),
              "30",
              "How many days after its return, or after the last of its fees was settled, a loan made"
                  + " here stays linked to its patron.")
          .guardedBy(Scope.PRIVACY);

  /** Whether offline transactions of machines are accepted afterwards. */
  public static final Setting<Boolean> OFFLINE_ACCEPTED =
      new Setting<>(
          "offline.accepted",
          ValueForm.yesOrNo(),
          "true",
          "Whether offline transactions of machines here are accepted afterwards, whatever the"
              + " rules say; if not, they are decided as if they happened when they are reported.");

  /** How old an offline transaction may be when it is reported, in days. */
  public static final Setting<Integer> OFFLINE_MAX_AGE_DAYS =
      new Setting<>(
          "offline.max-age-days",
          ValueForm.number(1, 90),
          "30",
          "How many days old an offline transaction of a machine here may be; older ones are left"
              + " to staff.");

  /** How long offline transactions of machines are kept, in days. */
  public static final Setting<Integer> OFFLINE_KEEP_DAYS =
      new Setting<>(
              "offline.keep-days",
              ValueForm.number(90, 3650),
              "90",
              "How many days offline transactions of machines here are kept; reported again in that"
                  + " time, they change nothing.")
          .guardedBy(Scope.PRIVACY);

  /** How long the withdrawal of an item can be undone, in days. */
  public static final Setting<Integer> STOCK_UNDO_DAYS =
      new Setting<>(
          "stock.undo-days",
          ValueForm.number(0, 3650),
          "30",
          "How many days after its withdrawal an item that belongs here can be returned to the"
              + " collection.");

  /** How long an item may be in transit, in days. */
  public static final Setting<Integer> TRANSIT_DAYS =
      new Setting<>(
          "transit.days",
          ValueForm.number(0, 365),
          "5",
          "How many days an item may be in transit to here before it is reported as overdue.");

  /** What happens to a payment of more than the patron owes. */
  public static final Setting<Overpayment> FEE_OVERPAYMENT =
      new Setting<>(
          "fee.overpayment",
          ValueForm.oneOf(Overpayment.class),
          "refuse",
          "What happens to a payment of more than the patron owes.");

  /** Whether days on which the branch is closed count as overdue days. */
  public static final Setting<Boolean> FEE_COUNT_CLOSED_DAYS =
      new Setting<>(
          "fee.count-closed-days",
          ValueForm.yesOrNo(),
          "true",
          "Whether days on which the loan's branch is closed count as overdue days.");

  /** Whether the charge for a lost item is cancelled when it is found. */
  public static final Setting<Boolean> FEE_REFUND_FOUND =
      new Setting<>(
          "fee.refund-found",
          ValueForm.yesOrNo(),
          "true",
          "Whether what is still owed for a lost item is cancelled when the item comes back.");

  public static final Setting<Integer> FEE_REFUND_FOUND_DAYS =
      new Setting<>(
          "fee.refund-found-days",
          ValueForm.number(0, 3_650),
          "90",
          "How many days after a lost item was declared lost its return also makes what was paid for"
              + " it credit of the patron; 0 never.");

  /** The channels for notices. */
  public static final Setting<List<String>> NOTICE_CHANNELS =
      new Setting<>(
          "notice.channels",
          ValueForm.namesInOrder(),
          "email",
          "The configured channels for patrons without a preference: the first for which a patron"
              + " has a working address is used.");

  /** The kinds of notices that are sent. */
  public static final Setting<List<NoticeKind>> NOTICE_KINDS =
      new Setting<>(
          "notice.kinds",
          ValueForm.wordsOrNone(NoticeKind.class),
          "pre-due overdue recall ready hold-expired interlibrary lender card-expiry",
          "The kinds of notices that are sent.");

  /** The kinds of notices that are collected for a day. */
  public static final Setting<List<NoticeKind>> NOTICE_DAILY =
      new Setting<>(
          "notice.daily",
          ValueForm.wordsOrNone(NoticeKind.class),
          "pre-due overdue card-expiry",
          "The kinds of notices that are collected into one message a day; all others are sent at"
              + " once.");

  /** The hour of the day from which collected notices are sent. */
  public static final Setting<Integer> NOTICE_DAILY_HOUR =
      new Setting<>(
          "notice.daily-hour",
          ValueForm.number(0, 23),
          "8",
          "The hour of the day from which collected notices are sent.");

  /** How long before the due date a notice is sent, in days. */
  public static final Setting<Integer> NOTICE_PRE_DUE_DAYS =
      new Setting<>(
          "notice.pre-due-days",
          ValueForm.number(1, 30),
          "3",
          "How many days before a loan is due its notice is sent.");

  /** The days after the due date on which overdue notices are sent. */
  public static final Setting<List<Integer>> NOTICE_OVERDUE_DAYS =
      new Setting<>(
          "notice.overdue-days",
          ValueForm.numbersOrNone(1, 365, 9),
          NONE,
          "How many days after the due date the notice of each overdue step is sent, such as 1 8"
              + " 31; - follows the steps of overdue-steps, and without them sends one notice.");

  /** How long before a card ends a notice is sent, in days. */
  public static final Setting<Integer> NOTICE_CARD_EXPIRY_DAYS =
      new Setting<>(
          "notice.card-expiry-days",
          ValueForm.number(1, 90),
          "30",
          "How many days before a patron's right to borrow ends a notice is sent.");

  /** The language for patrons in whose own there are no texts. */
  public static final Setting<NoticeLanguage> NOTICE_LANGUAGE =
      new Setting<>(
          "notice.language",
          ValueForm.oneOf(NoticeLanguage.class),
          "da",
          "The language of notices to patrons whose own language is not known or not available.");

  /** How long notices are kept, in days. */
  public static final Setting<Integer> NOTICE_RETENTION_DAYS =
      new Setting<>(
              "notice.retention-days",
              ValueForm.number(1, 3650),
              "30",
              "How many days notices and sent messages are kept; set it for the whole tenant.")
          .guardedBy(Scope.PRIVACY);

  /** The age at which a patron comes of age. */
  public static final Setting<Integer> PATRON_ADULT_AGE =
      new Setting<>(
          "patron.adult-age",
          ValueForm.number(1, 30),
          "18",
          "The age, in whole years, at which a patron comes of age and no longer has a guardian.");

  /** The category of those who come of age. */
  public static final Setting<String> PATRON_CATEGORY_ADULT =
      new Setting<>(
          "patron.category-adult",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of those who come of age; - leaves them in theirs.");

  /** The category of patrons created by a partner's message. */
  public static final Setting<String> PATRON_CATEGORY_NEW =
      new Setting<>(
          "patron.category-new",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of patrons created by a partner's message; - creates none.");

  /** Whether what a loan, renewal or hold costs is paid before. */
  public static final Setting<Boolean> FEE_IN_ADVANCE =
      new Setting<>(
          "fee.in-advance",
          ValueForm.yesOrNo(),
          "false",
          "Whether the fee for a loan, renewal or hold here is paid in advance: it is refused until"
              + " the patron's credit covers the fee, and what is paid beyond what is owed is kept"
              + " as credit.");

  /** What an interlibrary loan costs, in minor units. */
  public static final Setting<Long> FEE_INTERLIBRARY =
      new Setting<>(
          "fee.interlibrary",
          ValueForm.amount(),
          "0",
          "What the patron pays for an interlibrary loan where the partner names no amount; 0"
              + " charges nothing.");

  /** Which terms of a lender are accepted without staff. */
  public static final Setting<String> ILL_RETRY_COST =
      new Setting<>(
          "ill.retry-cost",
          ValueForm.numberOrNone(0, 1_000_000),
          NONE,
          "The highest cost, in minor units (øre), up to which a lender that would supply on other"
              + " terms is asked again without staff, once, also where it only names a later time;"
              + " later than needed is declined. - leaves all to staff.");

  /** What decides which of several libraries is asked first. */
  public static final Setting<RotaOrder.Preference> ILL_ROTA_ORDER =
      new Setting<>(
          "ill.rota-order",
          ValueForm.oneOf(RotaOrder.Preference.class),
          "distance",
          "Which library is asked first where a title was found in several catalogues and a copy is"
              + " on the shelf: the nearest, the cheapest, or the one that has been the quickest.");

  /** Who sees where an electronic copy is. */
  public static final Setting<CopyLinks> ILL_COPY_LINK =
      new Setting<>(
          "ill.copy-link",
          ValueForm.oneOf(CopyLinks.class),
          "staff",
          "Who gets the link to an electronic copy from another library: staff only, or the patron"
              + " too, in the notice that it has come.");

  /** Who gets the link to an electronic copy. */
  public enum CopyLinks {
    /** Staff, who hand the copy over. */
    STAFF,
    /** The patron, too. */
    PATRON
  }

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

  /** What happens to loans that would run into a booking. */
  public static final Setting<LoansBeforeBookings> BOOKING_LOANS_BEFORE =
      new Setting<>(
          "booking.loans-before",
          ValueForm.oneOf(LoansBeforeBookings.class),
          "shorten",
          "What happens to a loan or renewal here of an item that a booking needs before the due"
              + " date: it is due sooner, or refused.");

  /** How long a loan lasts at least that a booking shortens, in days. */
  public static final Setting<Integer> BOOKING_SHORTEST_LOAN_DAYS =
      new Setting<>(
          "booking.shortest-loan-days",
          ValueForm.number(0, 365),
          "7",
          "How many days a loan here lasts at least that is due sooner because of a booking; a"
              + " shorter one is refused.");

  /** How many days lie between two bookings of a copy. */
  public static final Setting<Integer> BOOKING_GAP_DAYS =
      new Setting<>(
          "booking.gap-days",
          ValueForm.number(0, 60),
          "1",
          "How many whole days lie at least between the end of a loan or booking and the beginning"
              + " of a booking with pickup here.");

  /** How long before a booking begins its items can be picked up, in days. */
  public static final Setting<Integer> BOOKING_EARLY_DAYS =
      new Setting<>(
          "booking.early-days",
          ValueForm.number(0, 90),
          "14",
          "How many days before a booking begins its items are sent here when they come in, and can"
              + " be picked up.");

  /** How far ahead can be booked, in days. */
  public static final Setting<Integer> BOOKING_AHEAD_DAYS =
      new Setting<>(
          "booking.ahead-days",
          ValueForm.number(1, 1500),
          "400",
          "How many days ahead a booking with pickup here can begin.");

  /** Whether only groups can book. */
  public static final Setting<Boolean> BOOKING_ONLY_GROUPS =
      new Setting<>(
          "booking.only-groups",
          ValueForm.yesOrNo(),
          "true",
          "Whether only groups, such as classes, can book; else every patron can.");

  /** Whether a set that is scanned by its own barcode counts as complete. */
  public static final Setting<Boolean> SET_RETURN_WHOLE =
      new Setting<>(
          "set.return-whole",
          ValueForm.yesOrNo(),
          "true",
          "Whether a set whose own barcode is scanned at a return here counts as complete; if not,"
              + " its missing items are only listed, and its items are scanned one by one.");

  /** Whether a group's card is enough to borrow for it. */
  public static final Setting<Boolean> GROUP_CARD_ALONE =
      new Setting<>(
          "group.card-alone",
          ValueForm.yesOrNo(),
          "true",
          "Whether a group's card is enough to borrow for it here; if not, an authorised person has"
              + " to be named too.");

  /** Whether members borrow for their group. */
  public static final Setting<Boolean> GROUP_MEMBERS_BORROW =
      new Setting<>(
          "group.members-borrow",
          ValueForm.yesOrNo(),
          "false",
          "Whether members of a group may borrow for it; else only those who are responsible.");

  /** The category of pupils created as patrons. */
  public static final Setting<String> SCHOOL_PUPIL_CATEGORY =
      new Setting<>(
          "school.pupil-category",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of pupils created from their school's file; - creates none.");

  /** The category of teachers created as patrons. */
  public static final Setting<String> SCHOOL_TEACHER_CATEGORY =
      new Setting<>(
          "school.teacher-category",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of teachers created from their school's file; - creates none.");

  /** The category of classes created as patrons. */
  public static final Setting<String> SCHOOL_CLASS_CATEGORY =
      new Setting<>(
          "school.class-category",
          ValueForm.codeOrNone(),
          NONE,
          "The patron category of classes created from their school's file; - creates none.");

  /** How old a fee must be to be handed over to the debtor system, in days. */
  public static final Setting<Integer> DEBT_MINIMUM_AGE_DAYS =
      new Setting<>(
          "debt.minimum-age-days",
          ValueForm.number(0, 3650),
          "60",
          "How many days old a fee of this branch's patrons must be to be handed over to the debtor"
              + " system.");

  /** How much a patron must owe for fees to be handed over to the debtor system, in minor units. */
  public static final Setting<Integer> DEBT_MINIMUM_AMOUNT =
      new Setting<>(
          "debt.minimum-amount",
          ValueForm.number(1, 100_000_000),
          "20000",
          "How much a patron of this branch must owe in fees of that age for them to be handed"
              + " over, in the currency's smallest unit.");

  /** The roles of staff that need a second factor. */
  public static final Setting<List<StaffRole>> STAFF_SECOND_FACTOR =
      new Setting<>(
              "staff.second-factor",
              ValueForm.wordsOrNone(StaffRole.class),
              NONE,
              "The roles of staff who sign in to the console with a code beside their password; others"
                  + " can. Operators need one where any tenant says so. Set it for the whole tenant.")
          .guardedBy(Scope.STAFF_UNLOCK);

  /** The audience of the material at a place. */
  public static final Setting<Audience> STATISTICS_AUDIENCE =
      new Setting<>(
          "statistics.audience",
          ValueForm.oneOf(Audience.class),
          "adult",
          "The audience of the material that belongs here, for statistics; set it for the places"
              + " within branches that hold children's material.");

  /** The first day that is counted. */
  public static final Setting<String> STATISTICS_FROM =
      new Setting<>(
          "statistics.from",
          ValueForm.dateOrNone(),
          NONE,
          "The first day that is counted; earlier events, in the system before, are not; - counts"
              + " all.");

  /** The fewest people in an age group in an hour. */
  public static final Setting<Integer> STATISTICS_LEAST_PERSONS =
      new Setting<>(
              "statistics.least-persons",
              ValueForm.number(1, 100),
              "5",
              "How many people there must be in an age group at a branch in an hour for the group to be"
                  + " kept, and how high a figure must be to be shown by age group or patron"
                  + " category.")
          .guardedBy(Scope.PRIVACY);

  /** Whether data for the national series is stored until it is delivered. */
  public static final Setting<Boolean> STATISTICS_SERIES =
      new Setting<>(
              "statistics.series",
              ValueForm.yesOrNo(),
              "false",
              "Whether it is stored who borrowed, without titles, until it is delivered to the national"
                  + " series.")
          .guardedBy(Scope.PRIVACY);

  /** How long data for the national series may wait, in days. */
  public static final Setting<Integer> STATISTICS_SERIES_DAYS =
      new Setting<>(
              "statistics.series-days",
              ValueForm.number(1, 400),
              "60",
              "After how many days data for the national series is deleted, delivered or not.")
          .guardedBy(Scope.PRIVACY);

  /** Until which age of a child its guardian gets its notices. */
  public static final Setting<Integer> GUARDIAN_VIEW_UNTIL_AGE =
      new Setting<>(
              "guardian.view-until-age",
              ValueForm.number(0, 30),
              "15",
              "Until which age of a child, in whole years, its guardian gets the notices of its loans"
                  + " and holds where the child has no working address; 0: never.")
          .guardedBy(Scope.PRIVACY);

  /** The least number of characters of a new PIN. */
  public static final Setting<Integer> PIN_SHORTEST =
      new Setting<>(
              "pin.shortest",
              ValueForm.number(4, 20),
              "4",
              "How many characters a new PIN has at least; set it for the whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** The greatest number of characters of a new PIN. */
  public static final Setting<Integer> PIN_LONGEST =
      new Setting<>(
              "pin.longest",
              ValueForm.number(4, 40),
              "12",
              "How many characters a new PIN has at most; set it for the whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** Whether a new PIN has digits only. */
  public static final Setting<Boolean> PIN_DIGITS_ONLY =
      new Setting<>(
              "pin.digits-only",
              ValueForm.yesOrNo(),
              "true",
              "Whether a new PIN has digits only, as many machines have no other keys; set it for the"
                  + " whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** Whether new PINs that are guessed first are refused. */
  public static final Setting<Boolean> PIN_REFUSE_TRIVIAL =
      new Setting<>(
              "pin.refuse-trivial",
              ValueForm.yesOrNo(),
              "true",
              "Whether a new PIN is refused that counts up or down (1234), repeats itself (1212), is the"
                  + " birth date or the end of a card number; set it for the whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** How many wrong PINs in a row at one place lock a patron there. */
  public static final Setting<Integer> PIN_LOCK_AFTER =
      new Setting<>(
              "pin.lock-after",
              ValueForm.number(3, 20),
              "5",
              "How many wrong PINs in a row, typed at one account of a machine or program, lock the"
                  + " patron there; set it for the whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** How many wrong PINs in a row at all places together lock a patron everywhere. */
  public static final Setting<Integer> PIN_LOCK_AFTER_IN_ALL =
      new Setting<>(
              "pin.lock-after-in-all",
              ValueForm.number(3, 200),
              "15",
              "How many wrong PINs in a row, at all accounts together, lock the patron everywhere; set it"
                  + " for the whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** How long locks last, in minutes. */
  public static final Setting<List<Integer>> PIN_LOCK_MINUTES =
      new Setting<>(
              "pin.lock-minutes",
              ValueForm.numbers(1, 525_600, 9),
              "15 60 1440",
              "How many minutes the first, second and further locks by wrong PINs last, such as 15 60"
                  + " 1440; the last counts for all that follow, until a right PIN or staff end the series."
                  + " Set it for the whole tenant.")
          .guardedBy(Scope.PATRONS_PINS);

  /** All settings. */
  public static final List<Setting<?>> ALL =
      List.of(
          DEBT_MINIMUM_AGE_DAYS,
          DEBT_MINIMUM_AMOUNT,
          HOLD_ASK_PARTNERS,
          HOLD_ASK_PARTNERS_DAYS,
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
          FEE_REFUND_FOUND_DAYS,
          FEE_IN_ADVANCE,
          FEE_INTERLIBRARY,
          ILL_RETRY_COST,
          ILL_ROTA_ORDER,
          ILL_COPY_LINK,
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
          STAFF_SECOND_FACTOR,
          STATISTICS_AUDIENCE,
          STATISTICS_FROM,
          STATISTICS_LEAST_PERSONS,
          STATISTICS_SERIES,
          STATISTICS_SERIES_DAYS,
          GUARDIAN_VIEW_UNTIL_AGE,
          PIN_SHORTEST,
          PIN_LONGEST,
          PIN_DIGITS_ONLY,
          PIN_REFUSE_TRIVIAL,
          PIN_LOCK_AFTER,
          PIN_LOCK_AFTER_IN_ALL,
          PIN_LOCK_MINUTES);

  private static final Map<String, Setting<?>> BY_NAME =
      ALL.stream().collect(Collectors.toMap(Setting::name, Function.identity()));

  private final String name;
  private final ValueForm<T> form;
  private final T builtIn;
  private final String builtInText;
  private final String meaning;
  private final @Nullable Scope guard;

  private Setting(String name, ValueForm<T> form, String builtIn, String meaning) {
    this(name, form, builtIn, meaning, null);
  }

  private Setting(
      String name, ValueForm<T> form, String builtIn, String meaning, @Nullable Scope guard) {
    this.name = name;
    this.form = form;
    this.builtIn = form.read(name, builtIn);
    this.builtInText = builtIn;
    this.meaning = meaning;
    this.guard = guard;
  }

  /** The same setting as one that guards people: who changes it needs this scope, too. */
  private Setting<T> guardedBy(Scope scope) {
    return new Setting<>(name, form, builtInText, meaning, scope);
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
          "there is no setting \"%s\"; the settings are %s"
              .formatted(name, BY_NAME.keySet().stream().sorted().toList()));
    }
    return setting;
  }

  /** The name. */
  public String name() {
    return name;
  }

  /** The value where nothing is set. */
  public T builtIn() {
    return builtIn;
  }

  /** The same as text. */
  public String builtInText() {
    return builtInText;
  }

  /** What it means, for people. */
  public String meaning() {
    return meaning;
  }

  /**
   * The scope that changing it takes beside that for the configuration, because it guards people:
   * their sign-in, or for how long and to whom their data is open. Null for none.
   */
  public @Nullable Scope guard() {
    return guard;
  }

  /** Whether somebody with these scopes may change it, as far as it guards people. */
  public boolean isOpenTo(Set<Scope> scopes) {
    return guard == null || scopes.contains(guard);
  }

  /** Whether there is a setting with this name. */
  public static boolean isOne(String name) {
    return BY_NAME.containsKey(name);
  }

  /** The accepted values. */
  public AcceptedValues accepted() {
    return form.accepted();
  }

  /** A description of the accepted values, for people. */
  public String words() {
    return form.words();
  }

  /**
   * Parses a value.
   *
   * @throws IllegalArgumentException when it is not accepted; the message says what is
   */
  public T read(String text) {
    return form.read(name, text);
  }

  @Override
  public String toString() {
    return name;
  }
}
