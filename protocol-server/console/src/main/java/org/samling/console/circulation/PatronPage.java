package org.samling.console.circulation;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.samling.core.circulation.BookingLists.Booked;
import org.samling.core.circulation.DeskLists;
import org.samling.core.circulation.DeskLists.Known;
import org.samling.core.circulation.HoldLists.Standing;
import org.samling.core.circulation.PatronAccount;
import org.samling.core.patron.PatronProfile;

/**
 * What the page of a patron shows: what the member may see of it.
 *
 * @param say the words
 * @param account the patron
 * @param profile what else is kept of them
 * @param contacts how they are reached
 * @param loans their loans
 * @param holds their holds
 * @param fees what they owe
 * @param bookings what they booked
 * @param notes what staff wrote
 * @param isWhole whether nothing was left out, for it is of other branches
 * @param form what the forms need
 */
public record PatronPage(
    CirculationTexts say,
    PatronAccount account,
    PatronProfile profile,
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

  /** An identifier of theirs that may be shown. */
  public String card() {
    return account.patron().identifier();
  }

  /** What is owed of the fees that are shown. */
  public long open() {
    return fees.stream().mapToLong(PatronAccount.Fee::open).sum();
  }

  /**
   * How somebody is reached: nothing of it where their address is protected.
   *
   * @param isProtected whether it is
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
      return profile.address().isProtected()
          ? new Contacts(true, null, null, null)
          : new Contacts(false, account.email(), account.phone(), account.address());
    }

    /** Whether something is known, and may be shown. */
    public boolean isKnown() {
      return email != null || phone != null || address != null;
    }
  }

  /**
   * A loan.
   *
   * @param lent where and when it was made
   */
  public record LoanRow(PatronAccount.Loan loan, DeskLists.Lent lent) {}

  /**
   * A hold.
   *
   * @param standing its place in the queue, or null where it waits in none
   */
  public record HoldRow(PatronAccount.Hold hold, @Nullable Standing standing) {}

  /**
   * What is shown of somebody whom the identifier names no longer.
   *
   * @param say the words
   * @param known who it is
   * @param reason why it names them no longer, in words
   */
  public record Barred(CirculationTexts say, Known known, String reason) {}

  /**
   * What somebody had on loan.
   *
   * @param say the words
   * @param card an identifier of theirs
   * @param name their name
   * @param since since when they want it kept, or null where they do not
   * @param loans the loans, the last first
   * @param isMore whether there are more
   * @param isWhole whether the member sees all of the patron, and may change what they want
   * @param form what the forms need
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
