package org.samling.z3950.ill;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An ILL-Request (ISO 10161-1, 8.1), as far as it says what is wanted. What is null was not said; a
 * text that has parts in the standard is all of them, with commas between.
 *
 * @param transactionId by what the requester knows the transaction
 * @param requester the requesting library: its symbol, else its name
 * @param serviceTypes what is wanted, the requester's first choice first (iLL-service-type)
 * @param needBeforeDate the day after which it is of no use, as it was written
 * @param deliveryAddress where it is to be sent
 * @param client for whom it is
 * @param item what is wanted
 * @param requesterNote what the requester says about it
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

  /** Without what was said of the client, and without the message. */
  @Override
  public String toString() {
    return "IllRequest[%s, requester=%s, %s, %s]"
        .formatted(transactionId, requester, serviceTypes, item);
  }

  /**
   * What tells a transaction from every other (Transaction-Id).
   *
   * @param initialRequester the library that began it, or null for the one that sends the message
   * @param groupQualifier the requester's number of the want
   * @param qualifier the number of the request for it
   * @param subQualifier the number of one that was passed on, or null
   */
  public record TransactionId(
      @Nullable String initialRequester,
      @Nullable String groupQualifier,
      String qualifier,
      @Nullable String subQualifier) {}

  /** What is wanted (ILL-Service-Type). */
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
   * For whom it is (Client-Id).
   *
   * @param name their name
   * @param identifier their number with the requesting library
   */
  public record Client(@Nullable String name, @Nullable String identifier) {

    /** Says nothing of them. */
    @Override
    public String toString() {
      return "Client[masked]";
    }
  }

  /** What is wanted (Item-Id), in the standard's names. */
  public record Item(
      @Nullable String author,
      @Nullable String title,
      @Nullable String publicationDate,
      @Nullable String volumeIssue,
      @Nullable String publicationDateOfComponent,
      @Nullable String authorOfArticle,
      @Nullable String titleOfArticle,
      @Nullable String pagination,
      @Nullable String nationalBibliographyNo,
      @Nullable String isbn,
      @Nullable String issn,
      @Nullable String systemNo) {}
}
