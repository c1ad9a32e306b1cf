package org.samling.core.ill;

import java.util.List;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.catalogue.RecordMaker;
import org.samling.core.catalogue.Work;
import org.samling.core.ill.BorrowedItems.Acceptance;
import org.samling.core.ill.BorrowedItems.BorrowedItemReference;
import org.samling.core.ill.BorrowedItems.Removal;
import org.samling.core.organisation.TenantId;

/** Accepts and returns other libraries' items, whichever protocol reports them. */
public final class BorrowingDesk {

  private static final String UNTITLED = "[Interlibrary loan]";
  private static final String UNDETERMINED = "und";

  private final RecordMaker records;
  private final BorrowedItems items;

  /**
   * Creates it.
   *
   * @param records makes the items' records
   * @param items stores them
   */
  public BorrowingDesk(RecordMaker records, BorrowedItems items) {
    this.records = records;
    this.items = items;
  }

  /**
   * Accepts an item, once however often it is reported.
   *
   * @param tenant who borrows
   * @param branch the code of the branch that accepts it
   * @param arrival the arrived item
   */
  public Acceptance accept(TenantId tenant, String branch, Arrival arrival) {
    return items.accept(tenant, branch, arrival, records.make(work(arrival)));
  }

  /**
   * Deletes an item that goes back.
   *
   * @param tenant who borrowed
   * @param which the item
   * @param who who returns it
   */
  public Removal remove(TenantId tenant, BorrowedItemReference which, String who) {
    return items.remove(tenant, which, who);
  }

  private static Work work(Arrival arrival) {
    var described = arrival.description();
    var title = described.title();
    return new Work(
        new RecordKey(BorrowedItems.SOURCE, arrival.fingerprint()),
        new Work.Title(title == null ? UNTITLED : title),
        described.author(),
        List.of(),
        Work.Imprint.of(null),
        described.isbn(),
        UNDETERMINED,
        new Work.Subject(null, List.of(), Work.Audience.ADULT),
        Work.Material.BOOK);
  }
}
