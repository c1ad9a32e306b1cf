package org.samling.core.ill;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.samling.core.catalogue.RecordKey;
import org.samling.core.search.RecordRef;

/**
 * An order of one library to another. Texts are as {@link InterlibraryText} cleans them.
 *
 * @param requester the requesting library
 * @param reference the requester's reference, or null
 * @param fingerprint SHA-256, in hexadecimal digits, of all that was sent: it identifies a repeated
 *     order without a reference
 * @param record the record that was found for it in the lender's catalogue, or null
 * @param description the description of the title
 * @param service the requested service
 * @param needBefore the last day on which it is of use, or null
 * @param delivery where it is to be sent or picked up, or null
 * @param note the requester's note, or null
 * @param patron the patron, or null
 * @param message the message as received, or null for one that is not text
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

  /** An order without a note, that came in no message. */
  public InterlibraryOrder(
      Requester requester,
      @Nullable String reference,
      String fingerprint,
      @Nullable WantedRecord record,
      Description description,
      Service service,
      @Nullable LocalDate needBefore,
      @Nullable String delivery,
      @Nullable String patron) {
    this(
        requester,
        reference,
        fingerprint,
        record,
        description,
        service,
        needBefore,
        delivery,
        null,
        patron,
        null);
  }

  /** The most characters of a reference, a name or a number. */
  public static final int MAX_NAME = 200;

  /** The most characters of a title, an address or a note. */
  public static final int MAX_TEXT = 1_000;

  /** The most characters of a message that are stored. */
  public static final int MAX_MESSAGE = 16_000;

  /**
   * The requesting library.
   *
   * @param account the account that was logged in
   * @param library its ISIL or another symbol as the message gives it, or null; not authenticated
   */
  public record Requester(String account, @Nullable String library) {}

  /**
   * A record of the lender's catalogue.
   *
   * @param key its key
   * @param ref its reference in the store
   */
  public record WantedRecord(RecordKey key, RecordRef ref) {}

  /**
   * The description of a title; null where not stated.
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

    /** An empty description. */
    public static final Description NOTHING = builder().build();

    /** A builder of a description; what is not set is not stated. */
    public static Builder builder() {
      return new Builder();
    }

    /** Whether it identifies a title. */
    public boolean namesTitle() {
      return title != null || isbn != null || issn != null || number != null;
    }

    /** Sets the parts of a description by their names; null leaves one out. */
    public static final class Builder {

      private @Nullable String title;
      private @Nullable String author;
      private @Nullable String published;
      private @Nullable String isbn;
      private @Nullable String issn;
      private @Nullable String number;
      private @Nullable String part;

      private Builder() {}

      public Builder title(@Nullable String text) {
        this.title = text;
        return this;
      }

      public Builder author(@Nullable String text) {
        this.author = text;
        return this;
      }

      public Builder published(@Nullable String text) {
        this.published = text;
        return this;
      }

      public Builder isbn(@Nullable String text) {
        this.isbn = text;
        return this;
      }

      public Builder issn(@Nullable String text) {
        this.issn = text;
        return this;
      }

      public Builder number(@Nullable String text) {
        this.number = text;
        return this;
      }

      public Builder part(@Nullable String text) {
        this.part = text;
        return this;
      }

      public Description build() {
        return new Description(title, author, published, isbn, issn, number, part);
      }
    }
  }

  /** A copy without the patron, and without the message, which may name the patron. */
  public InterlibraryOrder withoutPatron() {
    var without =
        new InterlibraryOrder(
            requester,
            reference,
            fingerprint,
            record,
            description,
            service,
            needBefore,
            delivery,
            null);
    return without.noted(note);
  }

  /** The order with the message as received, or null for one that is not text. */
  public InterlibraryOrder withMessage(@Nullable String received) {
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
        patron,
        received);
  }

  private InterlibraryOrder noted(@Nullable String newNote) {
    return new InterlibraryOrder(
        requester,
        reference,
        fingerprint,
        record,
        description,
        service,
        needBefore,
        delivery,
        newNote,
        patron,
        message);
  }

  /** The requested service. */
  public enum Service {
    /** The item, which is returned. */
    LOAN,
    /** A copy, which is not returned. */
    COPY
  }
}
