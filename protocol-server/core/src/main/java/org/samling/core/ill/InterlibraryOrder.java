package org.samling.core.ill;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.search.RecordRef;

/**
 * What a library asks another one for. Texts are as {@link InterlibraryText} makes them.
 *
 * @param requester who asks
 * @param reference by what the requester knows the request, or null
 * @param fingerprint SHA-256, in hexadecimal digits, of all that was sent: by it a repetition is
 *     known that has no reference
 * @param record the record that was found for it in the lender's catalogue, or null
 * @param description what was said of the title
 * @param service what is wanted
 * @param needBefore the last day on which it is of use, or null
 * @param delivery where it is to be sent or fetched, or null
 * @param note what the requester says about it, or null
 * @param patron for whom it is, or null
 * @param message the message as it came, or null for one that is no text
 */
public record InterlibraryOrder(
    Requester requester,
    @Nullable String reference,
    String fingerprint,
    @Nullable WantedRecord record,
    Description description,
    Service service,
    @Nullable LocalDate needBefore,
    @Nullable String delivery,
    @Nullable String note,
    @Nullable String patron,
    @Nullable String message) {

  /** The most characters of a reference, a name or a number. */
  public static final int MAX_NAME = 200;

  /** The most characters of a title, an address or a note. */
  public static final int MAX_TEXT = 1_000;

  /** The most characters of a message that are kept. */
  public static final int MAX_MESSAGE = 16_000;

  /**
   * Who asks.
   *
   * @param account the account that was logged in
   * @param library the requesting library as the message names it, by its ISIL or another symbol,
   *     or null; it proves nothing
   */
  public record Requester(String account, @Nullable String library) {}

  /**
   * A record of the lender's catalogue.
   *
   * @param key what it is known by
   * @param ref which it is in the store
   */
  public record WantedRecord(RecordKey key, RecordRef ref) {}

  /**
   * What is said of a title; what is null was not said.
   *
   * @param title the title, or that of the journal
   * @param author who wrote it
   * @param published when it was published
   * @param number the number of its record in a catalogue
   * @param part which volume, issue, article or pages of it
   */
  public record Description(
      @Nullable String title,
      @Nullable String author,
      @Nullable String published,
      @Nullable String isbn,
      @Nullable String issn,
      @Nullable String number,
      @Nullable String part) {

    /** Of which nothing was said. */
    public static final Description NOTHING =
        new Description(null, null, null, null, null, null, null);

    /** Whether it says which title is meant. */
    public boolean namesTitle() {
      return title != null || isbn != null || issn != null || number != null;
    }
  }

  /** The same without for whom it is, and without the message, which may say it. */
  public InterlibraryOrder withoutPatron() {
    return new InterlibraryOrder(
        requester,
        reference,
        fingerprint,
        record,
        description,
        service,
        needBefore,
        delivery,
        note,
        null,
        null);
  }

  /** What is wanted. */
  public enum Service {
    /** The item, which comes back. */
    LOAN,
    /** A copy, which stays. */
    COPY
  }
}
