package org.samling.routes.z3950;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.samling.core.ill.InterlibraryOrder;
import org.samling.core.ill.InterlibraryOrder.Description;
import org.samling.core.ill.InterlibraryOrder.Requester;
import org.samling.core.ill.InterlibraryOrder.Service;
import org.samling.core.ill.InterlibraryOrder.WantedRecord;
import org.samling.core.ill.InterlibraryText;
import org.samling.z3950.data.Bib1Diagnostic;
import org.samling.z3950.data.ItemOrder.Contact;
import org.samling.z3950.ill.IllRequest;
import org.samling.z3950.ill.IllRequest.ServiceType;
import org.samling.z3950.ill.IllRequest.TransactionId;

/** Converts Item Order and ISO 10161 to the core's orders. */
final class IllOrders {

  private static final int MAX_NAME = InterlibraryOrder.MAX_NAME;
  private static final int MAX_TEXT = InterlibraryOrder.MAX_TEXT;

  private IllOrders() {}

  /**
   * An order.
   *
   * @param account the account that is logged in
   * @param group the library that the client named at Init, or null
   * @param fingerprint the key that identifies a repetition
   * @param record the requested record, or null
   * @param contact the contact, or null
   * @param request the content of the ILL-APDU, or null where there is none that can be read
   */
  static InterlibraryOrder order(
      String account,
      @Nullable String group,
      String fingerprint,
      @Nullable WantedRecord record,
      @Nullable Contact contact,
      @Nullable IllRequest request) {
    var named = request == null ? null : request.requester();
    return new InterlibraryOrder(
        new Requester(account, InterlibraryText.of(named == null ? group : named, MAX_NAME)),
        request == null ? null : reference(request.transactionId()),
        fingerprint,
        record,
        request == null ? Description.NOTHING : description(request.item()),
        request == null ? Service.LOAN : service(request),
        request == null ? null : day(request.needBeforeDate()),
        request == null ? null : InterlibraryText.of(request.deliveryAddress(), MAX_TEXT),
        InterlibraryText.of(
            joined("; ", request == null ? null : request.requesterNote(), contact(contact)),
            MAX_TEXT),
        request == null
            ? null
            : InterlibraryText.of(
                joined(", ", request.client().name(), request.client().identifier()), MAX_NAME),
        request == null ? null : InterlibraryText.ofMessage(request.text()));
  }

  private static @Nullable String reference(@Nullable TransactionId id) {
    return id == null
        ? null
        : InterlibraryText.ofNumber(
            joined(
                "/", id.initialRequester(), id.groupQualifier(), id.qualifier(), id.subQualifier()),
            MAX_TEXT);
  }

  private static Description description(IllRequest.Item item) {
    var number = item.systemNo() == null ? item.nationalBibliographyNo() : item.systemNo();
    return Description.builder()
        .title(InterlibraryText.of(item.title(), MAX_TEXT))
        .author(InterlibraryText.of(item.author(), MAX_TEXT))
        .published(InterlibraryText.of(item.publicationDate(), MAX_NAME))
        .isbn(InterlibraryText.ofNumber(item.isbn(), MAX_NAME))
        .issn(InterlibraryText.ofNumber(item.issn(), MAX_NAME))
        .number(InterlibraryText.ofNumber(number, MAX_NAME))
        .part(
            InterlibraryText.of(
                joined(
                    "; ",
                    item.volumeIssue(),
                    item.publicationDateOfComponent(),
                    item.authorOfArticle(),
                    item.titleOfArticle(),
                    item.pagination()),
                MAX_TEXT))
        .build();
  }

  /** The first service type that is offered here; a loan if none is requested. */
  private static Service service(IllRequest request) {
    for (var type : request.serviceTypes()) {
      if (type == ServiceType.LOAN) {
        return Service.LOAN;
      } else if (type == ServiceType.COPY_NON_RETURNABLE) {
        return Service.COPY;
      }
    }
    if (request.serviceTypes().isEmpty()) {
      return Service.LOAN;
    }
    throw new DiagnosticException(
        Bib1Diagnostic.ES_UNSUPPORTED_PARAMETER_VALUE,
        "iLL-service-type " + request.serviceTypes().getFirst().number());
  }

  /** Reads a date of ISO 10161, YYYYMMDD, or one with hyphens; null for anything else. */
  private static @Nullable LocalDate day(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      return LocalDate.parse(text.strip().replace("-", ""), DateTimeFormatter.BASIC_ISO_DATE);
    } catch (DateTimeException _) {
      return null; // it can be read in the stored message
    }
  }

  private static @Nullable String contact(@Nullable Contact contact) {
    return contact == null ? null : joined(", ", contact.name(), contact.phone(), contact.email());
  }

  private static @Nullable String joined(String between, @Nullable String... texts) {
    var joined =
        Stream.of(texts)
            .filter(Objects::nonNull)
            .filter(t -> !t.isBlank())
            .map(String::strip)
            .collect(Collectors.joining(between));
    return joined.isEmpty() ? null : joined;
  }
}
