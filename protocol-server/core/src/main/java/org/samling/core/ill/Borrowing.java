package org.samling.core.ill;

import java.util.List;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordMaker;
import org.samling.core.catalogue.Work;
import org.samling.core.ill.BorrowedItems.Acceptance;
import org.samling.core.ill.BorrowedItems.Removal;
import org.samling.core.ill.BorrowedItems.Which;
import org.samling.core.organisation.TenantId;

/** Takes other libraries' items in, and lets them go, whichever protocol tells of them. */
public final class Borrowing {

  private static final String UNTITLED = "[Interlibrary loan]";
  private static final String UNDETERMINED = "und";

  private final RecordMaker records;
  private final BorrowedItems items;

  /**
   * Makes the one.
   *
   * @param records makes the items' records
   * @param items keeps them
   */
  public Borrowing(RecordMaker records, BorrowedItems items) {
    this.records = records;
    this.items = items;
  }

  /**
   * Takes an item in, once however often it is told of.
   *
   * @param tenant who borrows
   * @param branch the code of the branch that takes it in
   * @param arrival what has come
   */
  public Acceptance accept(TenantId tenant, String branch, Arrival arrival) {
    return items.accept(tenant, branch, arrival, records.make(work(arrival)));
  }

  /**
   * Takes an item away that goes back.
   *
   * @param tenant who borrowed
   * @param which which item
   * @param who who does it
   */
  public Removal remove(TenantId tenant, Which which, String who) {
    return items.remove(tenant, which, who);
  }

  private static Work work(Arrival arrival) {
    var described = arrival.description();
    var title = described.title();
    return new Work(
        new RecordKey(BorrowedItems.SOURCE, arrival.fingerprint()),
        title == null ? UNTITLED : title,
        null,
        described.author(),
        List.of(),
        null,
        null,
        null,
        null,
        null,
        described.isbn(),
        UNDETERMINED,
        null,
        null,
        null,
        List.of(),
        Work.Audience.ADULT,
        Work.Material.BOOK);
  }
}
