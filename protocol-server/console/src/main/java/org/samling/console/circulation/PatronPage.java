package org.samling.console.circulation;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.BookingLists.Booked;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.FeeNumbers;
import org.samling.core.circulation.HoldLists.QueuePlace;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.patron.PatronPins;
import org.samling.core.patron.PatronProfile;

/**
 * The model of a patron's page, limited to what the member may see.
 *
 * @param person the patron
 * @param contacts the patron's contact details
 * @param fees the open fees
 * @param notes the staff notes
 * @param isWhole whether nothing is left out because it belongs to other branches
 * @param form the state of the forms
 */
public record PatronPage(
    CirculationTexts say,
    Person person,
    Contacts contacts,
    List<LoanRow> loans,
    List<HoldRow> holds,
    List<PatronAccount.Fee> fees,
    List<Booked> bookings,
    List<PatronProfile.Note> notes,
    boolean isWhole,
    DeskForm form) {

  /** Copies the lists. */
  public PatronPage {
    loans = List.copyOf(loans);
    holds = List.copyOf(holds);
    fees = List.copyOf(fees);
    bookings = List.copyOf(bookings);
    notes = List.copyOf(notes);
  }

  /**
   * The patron.
   *
   * @param profile data beside loans, holds and fees
   * @param pin the state of the PIN
   */
  public record Person(PatronAccount account, PatronProfile profile, PatronPins.PinStatus pin) {}

  /** Returns the patron with loans, holds and fees. */
  public PatronAccount account() {
    return person.account;
  }

  /** Returns the patron's other data. */
  public PatronProfile profile() {
    return person.profile;
  }

  /** Returns the state of the PIN. */
  public PatronPins.PinStatus pin() {
    return person.pin;
  }

  /** Returns an identifier that may be shown. */
  public String card() {
    return account().patron().identifier();
  }

  /** Returns the numbers by which kiosks list the fees, by the fees' ids. */
  public Map<UUID, String> feeNumbers() {
    return FeeNumbers.of(account().fees().stream().map(PatronAccount.Fee::id).toList());
  }

  /** Returns the sum of the fees shown. */
  public long open() {
    return fees.stream().mapToLong(PatronAccount.Fee::open).sum();
  }

  /**
   * Contact details; left out if the address is protected.
   *
   * @param isProtected whether the address is protected
   * @param email the e-mail address, or null
   * @param phone the telephone number, or null
   * @param address the postal address, or null
   */
  public record Contacts(
      boolean isProtected,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String address) {

    static Contacts of(PatronAccount account, PatronProfile profile) {
      var isProtected = profile.address().isProtected();
      return new Contacts(
          isProtected,
          isProtected ? null : account.contact().email(),
          isProtected ? null : account.contact().phone(),
          isProtected ? null : account.contact().address());
    }

    /** Whether there are contact details that may be shown. */
    public boolean isKnown() {
      return email != null || phone != null || address != null;
    }
  }

  /**
   * A loan.
   *
   * @param lent where and when the loan was made
   */
  public record LoanRow(PatronAccount.Loan loan, DeskLists.Lent lent) {}

  /**
   * A hold.
   *
   * @param standing its place in the queue, or null if it is in none
   */
  public record HoldRow(PatronAccount.Hold hold, @Nullable QueuePlace standing) {}

  /**
   * The model for a patron whose identifier is no longer valid.
   *
   * @param known the patron
   * @param reason why it is no longer valid, as a text for staff
   */
  public record Barred(CirculationTexts say, Known known, String reason) {}

  /**
   * The model of a patron's past loans.
   *
   * @param card an identifier of the patron
   * @param name the patron's name
   * @param since since when the patron has wanted loans kept, or null if not at all
   * @param loans the loans, latest first
   * @param isMore whether there are more
   * @param isWhole whether the member sees the whole patron, and may change the consent
   * @param form the state of the forms
   */
  public record History(
      CirculationTexts say,
      String card,
      String name,
      @Nullable Instant since,
      List<DeskLists.Past> loans,
      boolean isMore,
      boolean isWhole,
      DeskForm form) {

    /** Copies the list. */
    public History {
      loans = List.copyOf(loans);
    }
  }
}
