package org.samling.z3950.ill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ILL-Request (ISO 10161-1, 8.1), as far as it describes the request. Components that were not
 * given are null; a text that has parts in the standard is all of them, separated by commas.
 *
 * @param transactionId the requester's identifier of the transaction
 * @param requester the requesting library: its symbol, or else its name
 * @param serviceTypes the requested services, in the requester's order of preference
 *     (iLL-service-type)
 * @param needBeforeDate the day after which it is no longer needed, as written
 * @param deliveryAddress the delivery address
 * @param client the person who wants it
 * @param item the requested item
 * @param requesterNote the requester's note
 * @param text the whole message, as text
 */
public record IllRequest(
    @Nullable TransactionId transactionId,
    @Nullable String requester,
    List<ServiceType> serviceTypes,
    @Nullable String needBeforeDate,
    @Nullable String deliveryAddress,
    Client client,
    Item item,
    @Nullable String requesterNote,
    String text) {

  /** Copies the list. */
  public IllRequest {
    serviceTypes = List.copyOf(serviceTypes);
  }

  /** Omits the client and the message text. */
  @Override
  public String toString() {
    return "IllRequest[%s, requester=%s, %s, %s]"
        .formatted(transactionId, requester, serviceTypes, item);
  }

  /**
   * The unique identifier of a transaction (Transaction-Id).
   *
   * @param initialRequester the library that started it, or null for the sender of the message
   * @param groupQualifier the requester's number of the transaction group
   * @param qualifier the number of the transaction in it
   * @param subQualifier the number of a sub-transaction, or null
   */
  public record TransactionId(
      @Nullable String initialRequester,
      @Nullable String groupQualifier,
      String qualifier,
      @Nullable String subQualifier) {}

  /** The kind of service requested (ILL-Service-Type). */
  public enum ServiceType {
    LOAN(1),
    COPY_NON_RETURNABLE(2),
    LOCATIONS(3),
    COST_ESTIMATE(4),
    RESPONDER_SPECIFIC(5);

    private final int number;

    ServiceType(int number) {
      this.number = number;
    }

    /** The standard's number. */
    public int number() {
      return number;
    }
  }

  /**
   * The person who wants the item (Client-Id).
   *
   * @param name their name
   * @param identifier their identifier at the requesting library
   */
  public record Client(@Nullable String name, @Nullable String identifier) {

    /** Omits the person's data. */
    @Override
    public String toString() {
      return "Client[masked]";
    }
  }

  /** The requested item (Item-Id), in the standard's terms. */
  public record Item(
      @Nullable String author,
      @Nullable String title,
      @Nullable String publicationDate,
      @Nullable String volumeIssue,
      @Nullable String publicationDateOfComponent,
      @Nullable String authorOfArticle,
      @Nullable String titleOfArticle,
      @Nullable String pagination,
      Numbers numbers) {
    /** The numbers of an item. */
    public record Numbers(
        @Nullable String nationalBibliographyNo,
        @Nullable String isbn,
        @Nullable String issn,
        @Nullable String systemNo) {}

    public @Nullable String nationalBibliographyNo() {
      return numbers.nationalBibliographyNo;
    }

    public @Nullable String isbn() {
      return numbers.isbn;
    }

    public @Nullable String issn() {
      return numbers.issn;
    }

    public @Nullable String systemNo() {
      return numbers.systemNo;
    }
  }
}
